import { readJsonObject } from './client-data.ts';

/**
 * The challenge that client data claims to answer, to find ours by; `null` if it names none of 256 bits. Nothing is
 * verified by that: `verifyRegistration` compares it once more.
 */
export function statedChallenge(clientDataJson: string): Buffer | null {
  const { challenge } = readJsonObject(Buffer.from(clientDataJson, 'base64url')) ?? {};
  if (typeof challenge !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) return null;
  return Buffer.from(challenge, 'base64url');
}

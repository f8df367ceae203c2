import type { Keyring, Signature } from '@countersign/sealing';
import { type ChainHead, isHeadGenuine } from './audit-chain.ts';

/** A head as it was signed once: a line of the anchor, which is kept where whoever writes the database cannot. */
export type AnchoredHead = ChainHead & { readonly at: string; readonly signature: Signature };

/** One line of JSON. The signature covers user, sequence and digest, and the digest covers everything before it. */
export function anchorLine({ userId, sequence, digest, at, signature }: AnchoredHead): string {
  const { signingKeyId } = signature;
  const texts = {
    digest: digest.toString('base64url'),
    signature: signature.signature.toString('base64url'),
  };
  return JSON.stringify({
    userId,
    sequence,
    at,
    digest: texts.digest,
    signingKeyId,
    signature: texts.signature,
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The head that a line says; `null` for a line that is damaged, and for one that the key service did not sign. */
export function readAnchorLine(line: string, keyring: Keyring<'verify'>): ChainHead | null {
  const value = parse(line);
  const { userId, sequence, digest, signingKeyId, signature } = value ?? {};
  if (typeof userId !== 'string' || !UUID.test(userId) || !Number.isSafeInteger(sequence)) return null;
  if (typeof digest !== 'string' || typeof signature !== 'string' || typeof signingKeyId !== 'string')
    return null;
  const head = { userId, sequence: sequence as number, digest: Buffer.from(digest, 'base64url') };
  const signed = { signingKeyId, signature: Buffer.from(signature, 'base64url') };
  return isHeadGenuine(keyring, head, signed) ? head : null;
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

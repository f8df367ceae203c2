import { timingSafeEqual } from 'node:crypto';
import { tokenDigest } from '@countersign/sealing';
import type { KeyCreation } from './key-creation.ts';

/** The only form in which the token of a confirmation mail is stored. */
export function confirmationTokenDigest(token: string): Buffer {
  return tokenDigest('key-confirmation', token);
}

/** False for every token as long as no mail was asked for. */
export function isConfirmationToken(creation: KeyCreation, token: string): boolean {
  const expected = creation.confirmationTokenDigest;
  return expected !== null && timingSafeEqual(expected, confirmationTokenDigest(token));
}

import type { Rejection } from '../rejection.ts';

/** What the owner of a key is told about. Everything else says nothing about the key, or is our own fault. */
export const OWNER_REFUSALS = [
  'signature-invalid',
  'key-expired',
  'key-revoked',
  'address-not-allowed',
  'nonce-too-small',
  'route-unlisted',
  'permission-missing',
  'key-limit-reached',
  'token-expired',
  'token-outdated',
  'token-address-not-allowed',
] as const satisfies readonly Rejection[];

export type OwnerRefusal = (typeof OWNER_REFUSALS)[number];

const KNOWN: ReadonlySet<Rejection> = new Set(OWNER_REFUSALS);

export function isOwnerRefusal(rejection: Rejection): rejection is OwnerRefusal {
  return KNOWN.has(rejection);
}

/** The latest refusal of one kind of one key, and how many there were since they were last written down. */
export type RefusalEntry = {
  readonly keyId: string;
  readonly reason: OwnerRefusal;
  readonly ip: string;
  readonly path: string;
  /** 0 if a token was shown: it has none that counts. */
  readonly nonce: number;
  readonly count: number;
};

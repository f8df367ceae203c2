import { createHash } from 'node:crypto';
import {
  encodeFields,
  isSignatureValid,
  type Keyring,
  type Signature,
  signBytes,
} from '@countersign/sealing';
import { canonicalJson, type Json } from './canonical-json.ts';

/** What the digest of an event covers: the whole row but its id and signature. */
export type ChainedEvent = {
  readonly userId: string;
  /** Position in the user's chain, from 1. */
  readonly sequence: number;
  /** ISO 8601 UTC with microseconds, as PostgreSQL keeps it. */
  readonly at: string;
  readonly type: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly subject: string | null;
  readonly details: Json;
  /** Digest of the event before; `CHAIN_START` for the first. */
  readonly previousDigest: Buffer;
};

/** The newest event of a user's chain. */
export type ChainHead = { readonly userId: string; readonly sequence: number; readonly digest: Buffer };

const EVENT_LABEL = 'countersign/audit-event/v1';
const HEAD_LABEL = 'countersign/audit-head/v1';

/** What the first event of a chain follows. */
export const CHAIN_START = Buffer.alloc(32);

/** One encoding only: a canonical JSON array of the label and the members in this order, in UTF-8. */
export function encodeEvent(event: ChainedEvent): Buffer {
  const { userId, sequence, at, type, ip, userAgent, subject, details, previousDigest } = event;
  const previous = previousDigest.toString('base64url');
  const members = [EVENT_LABEL, userId, sequence, at, type, ip, userAgent, subject, details, previous];
  return Buffer.from(canonicalJson(members), 'utf8');
}

export function eventDigest(event: ChainedEvent): Buffer {
  return createHash('sha256').update(encodeEvent(event)).digest();
}

/** Says that the key service wrote the event with this digest; whoever only writes rows cannot. */
export const signEvent = (keyring: Keyring<'sign'>, digest: Buffer): Signature =>
  signBytes(keyring, EVENT_LABEL, digest);

export const isEventGenuine = (keyring: Keyring<'verify'>, digest: Buffer, signature: Signature): boolean =>
  isSignatureValid(keyring, EVENT_LABEL, digest, signature);

/** Says that the chain ended here once; an earlier end cannot be made from later rows. */
export const signHead = (keyring: Keyring<'sign'>, head: ChainHead): Signature =>
  signBytes(keyring, HEAD_LABEL, encodeHead(head));

export const isHeadGenuine = (keyring: Keyring<'verify'>, head: ChainHead, signature: Signature): boolean =>
  isSignatureValid(keyring, HEAD_LABEL, encodeHead(head), signature);

const encodeHead = ({ userId, sequence, digest }: ChainHead) =>
  encodeFields([userId, String(sequence), digest]);

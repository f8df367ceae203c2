import { isKeyId } from '@countersign/sealing';
import type { KeyStatus } from './api-key.ts';

/** By what a list of keys can be sorted. */
export const KEY_SORTS = ['created', 'label', 'expires', 'last_used'] as const;
export type KeySort = (typeof KEY_SORTS)[number];

export const KEY_ORDERS = ['asc', 'desc'] as const;
export type KeyOrder = (typeof KEY_ORDERS)[number];

/** A place in a list: after the key that had this value. Keys that come or go elsewhere do not move it. */
export type KeyPosition = {
  /** What the key was sorted by, as the store writes it: text, or a time in microseconds since 1970. */
  readonly value: string;
  readonly keyId: string;
};

export type KeyListQuery = {
  readonly userId: string;
  readonly sort: KeySort;
  readonly order: KeyOrder;
  readonly status: KeyStatus | null;
  readonly permission: string | null;
  /** A part of the label, in whatever case. */
  readonly search: string | null;
  readonly after: KeyPosition | null;
  readonly limit: number;
};

type Sorting = Pick<KeyListQuery, 'sort' | 'order'>;

/** A cursor is opaque to clients: a position, and the sorting that it belongs to. */
export function encodeKeyCursor({ sort, order }: Sorting, { value, keyId }: KeyPosition): string {
  return Buffer.from(JSON.stringify([sort, order, value, keyId])).toString('base64url');
}

/** The position in a cursor; `null` for what is none, or belongs to another sorting. */
export function decodeKeyCursor(cursor: string, { sort, order }: Sorting): KeyPosition | null {
  const parts = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Array.isArray(parts) || parts.length !== 4) return null;
  const [cursorSort, cursorOrder, value, keyId] = parts as unknown[];
  if (cursorSort !== sort || cursorOrder !== order) return null;
  if (typeof value !== 'string' || typeof keyId !== 'string' || !isKeyId(keyId)) return null;
  return (sort === 'label' ? isLabelText(value) : MICROSECONDS.test(value)) ? { value, keyId } : null;
}

/** Within what PostgreSQL can add to a date: the years 1970 to 5138. */
const MICROSECONDS = /^(0|[1-9]\d{0,16})$/;

/** Anything longer is no label in lower case; NUL and lone surrogates are nothing that PostgreSQL would take. */
const isLabelText = (text: string) => text.length <= 768 && !/[\p{Cc}\p{Cs}]/u.test(text);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

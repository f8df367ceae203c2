import type { KeyObject } from 'node:crypto';

/** What the keys of a keyring are for: seal to a reader, open as the reader, sign, verify. */
export type KeyringKind = 'seal' | 'open' | 'sign' | 'verify';

/** A key of a keyring: `kid` is the id that every sealed or signed value carries (`kekId`, `signingKeyId`). */
export type KeyringKey = { readonly kid: string; readonly key: KeyObject };

/**
 * Keys of one purpose by id. `current` is the one new values are made with; the others only open or verify
 * what was made before a rotation. The kind is part of the type: a function that seals takes no other.
 */
export type Keyring<K extends KeyringKind> = {
  readonly kind: K;
  readonly current: KeyringKey;
  readonly byId: ReadonlyMap<string, KeyringKey>;
};

/** A raw 32-byte key. */
export type SymmetricKey = { readonly kid: string; readonly bytes: Buffer };

export type SymmetricKeyring = {
  readonly current: SymmetricKey;
  readonly byId: ReadonlyMap<string, SymmetricKey>;
};

import { hkdfSync } from 'node:crypto';
import type { SymmetricKeyring } from '@countersign/sealing';

/**
 * A key for digests of what must not be found by trying, such as addresses. Derived (RFC 5869) from a keyring that
 * all instances share: the same on each, and known to nobody who merely reads Redis or the database.
 */
export function digestKey(keyrings: { readonly totp: SymmetricKeyring }, purpose: string): Buffer {
  const info = `countersign/${purpose}/v1`;
  return Buffer.from(hkdfSync('sha256', keyrings.totp.current.bytes, Buffer.alloc(0), info, 32));
}

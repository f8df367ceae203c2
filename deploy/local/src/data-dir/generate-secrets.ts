import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { generateKeyPairJwks, generateSymmetricJwks } from '@countersign/sealing';
import {
  type DataLayout,
  KEY_PAIRS,
  PASSWORDS,
  PRIVATE_KEYS,
  type SecretName,
  SYMMETRIC_KEYS,
} from './layout.ts';

/**
 * Makes every key and password that is missing, each in a file that only its owner may read. What exists is never
 * written again.
 *
 * @returns how many files were made
 */
export function generateSecrets(layout: DataLayout): number {
  let made = 0;
  const ensure = (name: SecretName, content: () => string) => {
    if (existsSync(layout.secret(name))) return;
    writeOnce(layout.secret(name), content());
    made++;
  };
  for (const name of PASSWORDS) ensure(name, () => randomBytes(32).toString('base64url'));
  for (const name of SYMMETRIC_KEYS) ensure(`${name}.jwks.json`, () => generateSymmetricJwks(`${name}-1`));
  for (const { name, curve } of PRIVATE_KEYS) {
    ensure(`${name}.private.jwks.json`, () => generateKeyPairJwks(curve, `${name}-1`).privateJwks);
  }
  for (const { name, curve } of KEY_PAIRS) {
    const privateFile = layout.secret(`${name}.private.jwks.json`);
    if (!existsSync(privateFile) && existsSync(layout.secret(`${name}.public.jwks.json`))) {
      throw new Error(
        `${privateFile} is missing, but its public half is there: put it back, or start afresh with npm run reset`,
      );
    }
    ensure(`${name}.private.jwks.json`, () => generateKeyPairJwks(curve, `${name}-1`).privateJwks);
    ensure(`${name}.public.jwks.json`, () => publicHalf(readFileSync(privateFile, 'utf8')));
  }
  return made;
}

export const readSecret = (layout: DataLayout, name: SecretName): string =>
  readFileSync(layout.secret(name), 'utf8').trim();

/** Drops the private member `d` of an OKP key (RFC 8037 §2). */
function publicHalf(privateJwks: string): string {
  const { keys } = JSON.parse(privateJwks) as { keys: Record<string, unknown>[] };
  const publicKeys = keys.map(({ d: _private, ...rest }) => rest);
  return `${JSON.stringify({ keys: publicKeys }, null, 2)}\n`;
}

/** Whole or not at all, and never over an existing file. */
function writeOnce(path: string, content: string): void {
  const aside = `${path}.${process.pid}.new`;
  writeFileSync(aside, content, { mode: 0o600, flush: true });
  try {
    linkSync(aside, path);
  } finally {
    rmSync(aside);
  }
}

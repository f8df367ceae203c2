import { closeSync, openSync, writeSync } from 'node:fs';
import { bitfinexV2Mac } from '@countersign/signing';

export type SigningKey = { readonly keyId: string; readonly secret: string };

const PATH = '/v2/auth/r/wallets';
const BODY = Buffer.from('{}');
const WRITE_EVERY = 2_000;

let lastNonce = 0;

/** One signed request as an ordinary client sends it. */
export function signedRequest({ keyId, secret }: SigningKey, nonce: number): string {
  const signature = bitfinexV2Mac(secret, PATH, String(nonce), BODY).toString('hex');
  return [
    `POST ${PATH} HTTP/1.1`,
    'host: gateway.example',
    'accept: */*',
    'user-agent: bench',
    'content-type: application/json',
    `bfx-apikey: ${keyId}`,
    `bfx-nonce: ${nonce}`,
    `bfx-signature: ${signature}`,
    `content-length: ${BODY.byteLength}`,
    '',
    BODY.toString(),
  ].join('\r\n');
}

/** A nonce above all that this process has given out, and above what an earlier run can have used. */
export function nextNonce(): number {
  lastNonce = Math.max(lastNonce + 1, Date.now() * 1_000);
  return lastNonce;
}

/** Writes `count` requests, the keys in turn, for `send-signed.lua`. */
export function presign(file: string, keys: readonly SigningKey[], count: number): void {
  const out = openSync(file, 'w', 0o600);
  let waiting = '';
  for (let i = 0; i < count; i++) {
    const request = signedRequest(keys[i % keys.length] as SigningKey, nextNonce());
    waiting += `${request.length}\n${request}`;
    if (i % WRITE_EVERY === 0 || i === count - 1) {
      writeSync(out, waiting);
      waiting = '';
    }
  }
  closeSync(out);
}

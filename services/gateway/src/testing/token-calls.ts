import { exchange, type SignedParts, signedRequest } from './test-gateway.ts';

type Key = { readonly keyId: string; readonly secret: string };

/** The bytes of a request that shows a token instead of a signature. */
export function tokenRequest(token: string, { replace, ...parts }: SignedParts = {}): Buffer {
  const nobody = { keyId: '', secret: '' };
  const unsigned = { 'bfx-apikey': null, 'bfx-nonce': null, 'bfx-signature': null };
  return signedRequest(nobody, { ...parts, replace: { ...unsigned, 'bfx-token': token, ...replace } });
}

/** The answer to a signed call that asks for a token. */
export function askForToken(port: number, key: Key, request: object | string = {}) {
  const body =
    typeof request === 'string'
      ? request
      : JSON.stringify({ scope: 'api', caps: ['a', 'o', 'f', 's', 'w', 'bp'], ...request });
  return exchange(port, signedRequest(key, { path: '/v2/auth/w/token', body }));
}

/** A token of the key. */
export async function issueToken(port: number, key: Key, request: object = {}): Promise<string> {
  const { status, body } = await askForToken(port, key, request);
  if (status !== 200) throw new Error(`no token: ${body}`);
  const [token] = JSON.parse(body) as [string];
  return token;
}

export const TOKEN_INVALID = [500, 10100, 'token: invalid'];

import { signBitfinexV2 } from '@countersign/signing';
import { Pool } from 'undici';

export type Credentials = { readonly keyId: string; readonly secret: string };

export type SignedRequest = {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

let lastNonce = 0;

/** A nonce above every one this process has handed out; microseconds, as the Node client of the exchange counts. */
export function nextNonce(): string {
  lastNonce = Math.max(lastNonce + 1, Date.now() * 1_000);
  return String(lastNonce);
}

/** A request as a Bitfinex client would send it. */
export function signRequest(
  credentials: Credentials,
  path: string,
  { body = '{}', nonce = nextNonce() }: { body?: string; nonce?: string } = {},
): SignedRequest {
  const headers = {
    'content-type': 'application/json',
    ...signBitfinexV2(credentials, { path, nonce, body }),
  };
  return { path, body, headers };
}

export type GatewayAnswer = { readonly status: number; readonly body: unknown };

/** Sends signed requests to one gateway over as many connections as it takes. */
export class GatewayClient {
  readonly #pool: Pool;

  constructor(url: string, connections = 64) {
    this.#pool = new Pool(url, { connections, pipelining: 1 });
  }

  async send(request: SignedRequest): Promise<GatewayAnswer> {
    const { statusCode, body } = await this.#pool.request({
      method: 'POST',
      path: request.path,
      headers: request.headers,
      body: request.body,
    });
    const text = await body.text();
    return { status: statusCode, body: text === '' ? null : JSON.parse(text) };
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}

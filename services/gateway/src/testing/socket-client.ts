import { macOf, textBase } from '@countersign/signing';
import { MessageClient, type SocketEvent, type TestKey } from '@countersign/testing';
import { nextNonce } from './test-gateway.ts';

export type Event = SocketEvent;

/** A client of the gateway's WebSocket. */
export class SocketClient extends MessageClient {
  /** Resolves once the server has said its welcome. */
  static async open(
    t: { teardown(fn: () => unknown): void },
    port: number,
    headers: Record<string, string> = {},
  ): Promise<SocketClient> {
    const client = new SocketClient(`ws://127.0.0.1:${port}/ws/2`, { headers, perMessageDeflate: true });
    t.teardown(() => client.socket.terminate());
    await client.event('info');
    return client;
  }

  /** Sends an auth event and takes its answer. */
  async authenticate(key: Pick<TestKey, 'keyId' | 'secret'>, more: Event = {}): Promise<Event> {
    this.send({ ...authEvent(key), ...more });
    return this.event('auth');
  }
}

/** An auth event as most clients write it; `payload` is what is signed. */
export function authEvent(
  { keyId, secret }: Pick<TestKey, 'keyId' | 'secret'>,
  { nonce = nextNonce(), payload = `AUTH${nonce}` }: { nonce?: number; payload?: string } = {},
): Event {
  const authSig = macOf(secret, textBase(payload)).toString('hex');
  return { event: 'auth', apiKey: keyId, authSig, authPayload: payload, authNonce: nonce };
}

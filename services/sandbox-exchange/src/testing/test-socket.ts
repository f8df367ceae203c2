import type { AddressInfo } from 'node:net';
import { MessageClient } from '@countersign/testing';
import type { FastifyInstance } from 'fastify';
import { asGatewayFor, TEST_TOKEN } from './test-exchange.ts';

type Teardown = { teardown(fn: () => unknown): void };

/** A socket as the gateway opens it; `user` is whom it vouches for. */
export class TestSocket extends MessageClient {
  static async open(t: Teardown, app: FastifyInstance, user: string | null): Promise<TestSocket> {
    if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
    const headers = user === null ? { 'countersign-upstream-token': TEST_TOKEN } : asGatewayFor(user);
    const { port } = app.server.address() as AddressInfo;
    const opened = new TestSocket(`ws://127.0.0.1:${port}/ws/2`, { headers });
    t.teardown(() => opened.socket.terminate());
    await opened.event('info');
    return opened;
  }
}

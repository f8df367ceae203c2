import type { ClientAddress } from '../addresses/client-address.ts';
import type { ApiKey } from '../api-key-lookup/api-key.ts';
import type { PrincipalAssertions } from '../principal/principal-assertions.ts';
import type { MessageSocket, MessageSocketEvents, MessageSocketLimits } from './message-socket.ts';
import { connectSocket } from './ws-adapter.ts';

export type UpstreamSocketDeps = {
  readonly origin: string;
  readonly upstreamToken: string;
  readonly assertions: PrincipalAssertions;
  readonly connectMs: number;
  readonly socketLimits: MessageSocketLimits;
};

export type Caller = { readonly requestId: string; readonly address: ClientAddress };

/** A socket to the upstream: with the principal of a key, or with none for public data. Rejects if there is none in time. */
export function openUpstreamSocket(
  deps: UpstreamSocketDeps,
  { requestId, address }: Caller,
  key: ApiKey | null,
  events: MessageSocketEvents,
): Promise<MessageSocket> {
  const { origin, upstreamToken, assertions, connectMs, socketLimits } = deps;
  const principal =
    key === null ? [] : [...key.principalHeaders, 'countersign-assertion', assertions.of(key)];
  const headers = [
    ...['x-request-id', requestId, 'x-forwarded-for', address.text],
    ...['countersign-upstream-token', upstreamToken],
    ...principal,
  ];
  return connectSocket(
    { url: `${origin.replace(/^http/, 'ws')}/ws/2`, headers, connectMs },
    socketLimits,
    events,
  );
}

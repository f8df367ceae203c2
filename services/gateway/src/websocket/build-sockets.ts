import type { Logger } from '@countersign/runtime';
import { isKeyId } from '@countersign/sealing';
import type { Pool } from 'pg';
import type { ClientAddress } from '../addresses/client-address.ts';
import type { Config } from '../config.ts';
import type { AccessLog } from '../http/access-log.ts';
import type { Limiter } from '../limits/limiter.ts';
import type { Limits } from '../limits.ts';
import type { PrincipalAssertions } from '../principal/principal-assertions.ts';
import { type AuthenticateSocketDeps, SOCKET_PATH } from './authenticate-socket.ts';
import { OpenSockets } from './open-sockets.ts';
import { readKeyStates } from './read-key-states.ts';
import type { ServeSocketDeps } from './serve-socket.ts';
import { type AcceptSocket, socketAcceptor } from './ws-adapter.ts';

export type SocketParts = {
  readonly config: Config;
  readonly limits: Limits;
  readonly pool: Pool;
  readonly authentication: Omit<AuthenticateSocketDeps, 'states'>;
  readonly keyLimit: (from: { readonly address: ClientAddress }) => Limiter | null;
  readonly assertions: PrincipalAssertions;
  /** Peers whose sockets are not counted. */
  readonly isExempt: (address: ClientAddress) => boolean;
  readonly serverId: string;
  readonly accessLog: AccessLog;
  readonly logger: Logger;
  readonly now: () => number;
  readonly wallClock: () => number;
};

export type Sockets = {
  readonly open: OpenSockets;
  readonly accept: AcceptSocket;
  readonly serve: ServeSocketDeps;
};

/** The status of a request that became a socket (RFC 9110 §15.2.2). */
const SWITCHED = 101;

/** Everything that WebSockets are made of, put together once. */
export function buildSockets(parts: SocketParts): Sockets {
  const { config, limits, pool, authentication, keyLimit, assertions, logger, now, wallClock } = parts;
  const own = limits.sockets;
  const states = readKeyStates(pool, { maxKeys: config.maxSockets, deadlineMs: limits.storeMs });
  return {
    accept: socketAcceptor(own),
    open: new OpenSockets({
      maxSockets: config.maxSockets,
      maxPerAddress: config.maxSocketsPerAddress,
      isExempt: parts.isExempt,
      sweepMs: own.sweepMs,
      farewellMs: own.farewellMs,
    }),
    serve: {
      upstream: {
        origin: config.upstreamOrigin,
        upstreamToken: config.upstreamToken,
        assertions,
        connectMs: own.upstreamMs,
        socketLimits: { ...own, maxMessageBytes: own.maxUpstreamMessageBytes },
      },
      authentication: { ...authentication, states },
      keyLimit,
      limits: own,
      logRefusal: ({ requestId, address }, rejection, keyId) => {
        const request = { requestId, method: 'GET', path: SOCKET_PATH, ip: address.text, durationMs: 0 };
        // Only what is certainly a key ID: people do paste secrets into the wrong field.
        const named = keyId !== null && isKeyId(keyId) ? keyId : null;
        parts.accessLog.add({ ...request, status: SWITCHED, rejection, keyId: named }, null);
      },
      serverId: parts.serverId,
      logger,
      now,
      wallClock,
    },
  };
}

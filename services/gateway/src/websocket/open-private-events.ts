import type { ApiKey } from '../api-key-lookup/api-key.ts';
import type { AuthOptions } from './auth-frame.ts';
import { CLOSE, type MessageSocket } from './message-socket.ts';
import { type Caller, openUpstreamSocket, type UpstreamSocketDeps } from './open-upstream-socket.ts';
import type { SocketInfo } from './socket-answers.ts';
import { readPrivateMessage } from './upstream-message.ts';

export type PrivateEvents = {
  /** The upstream knows the owner: called before any event of theirs. */
  authenticated(ids: { userId: number; authId: string }): void;
  /** An event that the key may see. */
  event(text: string): void;
  info(info: SocketInfo): void;
  /** The socket is gone, after it was authenticated. */
  lost(): void;
};

/**
 * Opens the socket that carries an owner's events and inputs. The upstream knows from the headers who it is; the auth
 * event that is sent holds what the client asked for besides, and no credential. `null` if the upstream would not.
 */
export async function openPrivateEvents(
  deps: UpstreamSocketDeps & { readonly ackMs: number },
  caller: Caller,
  key: ApiKey,
  options: AuthOptions,
  events: PrivateEvents,
): Promise<MessageSocket | null> {
  const acknowledged = Promise.withResolvers<boolean>();
  let isAuthenticated = false;
  const receive = (text: string) => {
    const message = readPrivateMessage(text);
    if (message.kind === 'not-authenticated') return acknowledged.resolve(false);
    if (message.kind === 'authenticated' && !isAuthenticated) {
      isAuthenticated = true;
      events.authenticated(message);
      acknowledged.resolve(true);
    } else if (message.kind === 'info') events.info(message.info);
    else if (message.kind === 'event' && isAuthenticated && maySee(key, message.permission))
      events.event(text);
  };
  const closed = () => {
    acknowledged.resolve(false);
    if (isAuthenticated) events.lost();
  };
  const socket = await openUpstreamSocket(deps, caller, key, {
    message: receive,
    ping: () => {},
    closed,
  }).catch(() => null);
  if (socket === null) return null;
  socket.send(JSON.stringify({ event: 'auth', ...options }));
  const timer = setTimeout(() => acknowledged.resolve(false), deps.ackMs);
  const isOpen = await acknowledged.promise;
  clearTimeout(timer);
  if (!isOpen) socket.close(CLOSE.normal);
  return isOpen ? socket : null;
}

function maySee(key: ApiKey, permission: ApiKey['permissions'][number] | 'any'): boolean {
  return permission === 'any' || key.permissions.includes(permission);
}

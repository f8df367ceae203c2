import type { Rejection } from '../rejection.ts';
import { CLOSE } from './message-socket.ts';
import { authFailed, errorEvent, infoEvent } from './socket-answers.ts';
import type { OwnerVerdict } from './socket-owner.ts';

/** Why the gateway ends a socket. */
export type Ending =
  | Exclude<OwnerVerdict, 'current'>
  | 'store-unavailable'
  | 'upstream-unreachable'
  | 'upstream-lost'
  | 'draining'
  | 'message-limit-reached'
  | 'authentication-limit-reached';

type Farewell = { readonly text: string; readonly code: number };

/** One object for every way in which a key ends, as before a valid signature. */
const KEY_ENDED: Farewell = { text: authFailed('key-revoked', undefined), code: CLOSE.policy };
const TOKEN_ENDED: Farewell = { text: authFailed('token-unknown', undefined), code: CLOSE.policy };
const RECONNECT: Farewell = { text: infoEvent('reconnect'), code: CLOSE.restart };
const MAINTENANCE: Farewell = { text: infoEvent('maintenance-begins'), code: CLOSE.tryLater };
const TOO_MUCH: Farewell = { text: errorEvent('message-limit-reached'), code: CLOSE.policy };

/** The last word to the client, and the status that the socket is closed with. */
export const FAREWELLS: Readonly<Record<Ending, Farewell>> = {
  'key-unknown': KEY_ENDED,
  'key-revoked': KEY_ENDED,
  'key-expired': KEY_ENDED,
  'key-changed': RECONNECT,
  'token-unknown': TOKEN_ENDED,
  'token-expired': TOKEN_ENDED,
  'token-outdated': TOKEN_ENDED,
  'store-unavailable': MAINTENANCE,
  'upstream-unreachable': MAINTENANCE,
  'upstream-lost': RECONNECT,
  draining: RECONNECT,
  'message-limit-reached': TOO_MUCH,
  'authentication-limit-reached': TOO_MUCH,
};

type OfOwner = Extract<Ending, Rejection & (`key-${string}` | `token-${string}`)>;

/** True for an end that has to do with the owner's key or token, and is a reason that requests are refused for, too. */
export function isOfOwner(ending: Ending): ending is OfOwner {
  return /^(?:key|token)-/.test(ending) && ending !== 'key-changed';
}

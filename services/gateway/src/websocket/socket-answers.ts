import { type Permission, toWirePermissions } from '@countersign/permissions';
import { ANSWERS } from '../profiles/bitfinex-v2/answers.ts';
import type { Rejection } from '../rejection.ts';
import type { Input, SubId } from './client-message.ts';

/** Number and text of the wire for a no: those of REST, so that causes which look alike there do so here. */
function errorOf(rejection: Rejection): { code: number; msg: string } {
  const { body } = ANSWERS[rejection].body.length === 0 ? ANSWERS['store-unavailable'] : ANSWERS[rejection];
  const [, code, msg] = JSON.parse(body.toString()) as [string, number, string];
  return { code, msg };
}

const echo = (subId: SubId) => (subId === undefined ? {} : { subId });

/** The server speaks first. */
export function welcome(serverId: string): string {
  return JSON.stringify({ event: 'info', version: 2, serverId, platform: { status: 1 } });
}

export function pong(cid: string | number | null, nowMs: number): string {
  return JSON.stringify({ event: 'pong', ts: nowMs, ...(cid !== null && { cid }) });
}

export function authFailed(rejection: Rejection, subId: SubId): string {
  const failure = { event: 'auth', status: 'FAILED', chanId: 0, ...errorOf(rejection), ...echo(subId) };
  return JSON.stringify(failure);
}

/** A second auth event on a socket that has an owner. */
export function authRepeated(subId: SubId): string {
  const failure = {
    event: 'auth',
    status: 'FAILED',
    chanId: 0,
    code: 10100,
    msg: 'auth: dup',
    ...echo(subId),
  };
  return JSON.stringify(failure);
}

/** `userId` and `authId` are the upstream's; what the key may do is the gateway's to say. */
export function authSucceeded(
  permissions: readonly Permission[],
  { userId, authId }: { userId: number; authId: string },
  subId: SubId,
  dms: 4 | undefined,
): string {
  const caps = Object.fromEntries(
    toWirePermissions(permissions).map(([scope, read, write]) => [scope, { read, write }]),
  );
  return JSON.stringify({
    event: 'auth',
    status: 'OK',
    chanId: 0,
    userId,
    auth_id: authId,
    ...(dms !== undefined && { dms }),
    caps,
    ...echo(subId),
  });
}

/** Events of errors that only exist on a socket. */
const ERRORS = {
  'not-authenticated': { code: 10100, msg: 'auth: invalid' },
  'message-unknown': { code: 10000, msg: 'event: invalid' },
  'subscription-limit-reached': { code: 10305, msg: 'subscribe: limit' },
  'flags-not-offered': { code: 10050, msg: 'flags: invalid' },
  'message-limit-reached': { code: 11010, msg: 'ratelimit: error' },
} as const;

export type SocketError = keyof typeof ERRORS;

export function errorEvent(error: SocketError, subId?: SubId): string {
  return JSON.stringify({ event: 'error', ...ERRORS[error], ...echo(subId) });
}

/** A refused input is answered by a notification of its type, by which clients find the one it belongs to. */
export function inputRefused({ type, ids }: Input, rejection: Rejection, nowMs: number): string {
  const { code, msg } = errorOf(rejection);
  return JSON.stringify([0, 'n', [nowMs, `${type}-req`, null, null, ids, code, 'ERROR', msg]]);
}

/** Words of farewell and of state; numbers of docs.bitfinex.com/docs/ws-general. */
const INFOS = {
  reconnect: { code: 20051, msg: 'Please reconnect' },
  'maintenance-begins': { code: 20060, msg: 'Maintenance: please pause, and reconnect later' },
  'maintenance-ends': { code: 20061, msg: 'Maintenance is over' },
} as const;

export type SocketInfo = keyof typeof INFOS;

export function infoEvent(info: SocketInfo): string {
  return JSON.stringify({ event: 'info', ...INFOS[info] });
}

export function infoOfCode(code: unknown): SocketInfo | null {
  const found = Object.entries(INFOS).find(([, info]) => info.code === code);
  return found === undefined ? null : (found[0] as SocketInfo);
}

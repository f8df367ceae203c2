import type { Permission } from '@countersign/permissions';
import { eventPermission } from './message-permissions.ts';
import { infoOfCode, type SocketInfo } from './socket-answers.ts';

/** A message of the upstream's public socket that may reach the client, and what it means here. */
export type PublicMessage =
  | { readonly kind: 'data' }
  | { readonly kind: 'subscribed' | 'unsubscribed'; readonly channelId: number }
  | { readonly kind: 'subscription-failed' | 'answer' }
  | { readonly kind: 'info'; readonly info: SocketInfo }
  | { readonly kind: 'nothing' };

export type PrivateMessage =
  | { readonly kind: 'event'; readonly permission: Permission | 'any' }
  | { readonly kind: 'authenticated'; readonly userId: number; readonly authId: string }
  | { readonly kind: 'not-authenticated' }
  | { readonly kind: 'info'; readonly info: SocketInfo }
  | { readonly kind: 'nothing' };

/** Data of a public channel: its number is never 0, where only the owner's events are. */
const DATA = /^\[[1-9][0-9]{0,15},/;
const AUTH_ID = /^[A-Za-z0-9_-]{1,64}$/;
const NOTHING = { kind: 'nothing' } as const;

/** Data is passed on unread: there is much of it, and nothing in it is anybody's secret. */
export function readPublicMessage(text: string): PublicMessage {
  if (DATA.test(text)) return { kind: 'data' };
  const { event, chanId, code } = fieldsOf(text);
  switch (event) {
    case 'subscribed':
    case 'unsubscribed':
      return Number.isSafeInteger(chanId) && (chanId as number) > 0
        ? { kind: event, channelId: chanId as number }
        : NOTHING;
    case 'error':
      return { kind: isAboutSubscription(code) ? 'subscription-failed' : 'answer' };
    case 'conf':
      return { kind: 'answer' };
    case 'info':
      return infoMessage(code);
    default:
      return NOTHING;
  }
}

/** What the upstream says to an owner. Deny by default: what is not listed reaches nobody. */
export function readPrivateMessage(text: string): PrivateMessage {
  if (text.startsWith('[')) {
    const permission = eventPermission(parseJson(text));
    return permission === null ? NOTHING : { kind: 'event', permission };
  }
  const { event, status, userId, auth_id, code } = fieldsOf(text);
  if (event === 'info') return infoMessage(code);
  if (event !== 'auth') return NOTHING;
  if (status !== 'OK' || !Number.isSafeInteger(userId)) return { kind: 'not-authenticated' };
  if (typeof auth_id !== 'string' || !AUTH_ID.test(auth_id)) return { kind: 'not-authenticated' };
  return { kind: 'authenticated', userId: userId as number, authId: auth_id };
}

function infoMessage(code: unknown): { kind: 'info'; info: SocketInfo } | typeof NOTHING {
  const info = infoOfCode(code);
  return info === null ? NOTHING : { kind: 'info', info };
}

/** 10300 to 10399, by Bitfinex's table of errors. */
function isAboutSubscription(code: unknown): boolean {
  return typeof code === 'number' && code >= 10_300 && code < 10_400;
}

function fieldsOf(text: string): Record<string, unknown> {
  const value = text.startsWith('{') ? parseJson(text) : null;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import type { Permission } from '@countersign/permissions';
import type { Rejection } from '../rejection.ts';
import { type AuthFrame, parseAuthFrame, subIdOf } from './auth-frame.ts';
import { inputPermissions } from './message-permissions.ts';

export type SubId = string | number | undefined;

/** Everything that a client can say. What goes on to the upstream stands in `text`. */
export type ClientMessage =
  | { readonly kind: 'ping'; readonly cid: string | number | null }
  | { readonly kind: 'auth'; readonly frame: AuthFrame | Rejection; readonly subId: SubId }
  | { readonly kind: 'conf'; readonly flags: number; readonly text: string }
  | { readonly kind: 'subscribe'; readonly subId: SubId; readonly text: string }
  | { readonly kind: 'unsubscribe'; readonly text: string }
  | Input
  | { readonly kind: 'unknown'; readonly subId: SubId };

export type Input = {
  readonly kind: 'input';
  readonly type: string;
  /** `null` if it is, or holds, something unlisted. */
  readonly permissions: readonly Permission[] | null;
  /** ID, group ID and client's ID of the order that it is about, as far as it names them. */
  readonly ids: readonly (number | null)[];
  readonly text: string;
};

const CHANNELS: ReadonlySet<unknown> = new Set(['ticker', 'trades', 'book', 'candles', 'status']);
/** What a subscription may say besides its channel. */
const SUBSCRIPTION_FIELDS = ['symbol', 'pair', 'key', 'prec', 'freq', 'len', 'subId'] as const;
const SUBSCRIPTION_VALUE = /^[A-Za-z0-9:_.-]{1,128}$/;
const CHANNEL_ID = /^[1-9][0-9]{0,15}$/;
const MAX_FLAGS = 2 ** 31 - 1;
/** What is repeated to a client of its own type of input. */
const TYPE = /^[a-z_]{1,16}$/;

/** Reads a message; whatever has no meaning here is `unknown`. */
export function parseClientMessage(text: string): ClientMessage {
  const value = parseJson(text);
  if (Array.isArray(value)) return inputOf(value, text);
  if (typeof value !== 'object' || value === null) return { kind: 'unknown', subId: undefined };
  const fields = value as Record<string, unknown>;
  const subId = subIdOf(fields);
  switch (fields.event) {
    case 'ping':
      return { kind: 'ping', cid: subIdOf({ subId: fields.cid }) ?? null };
    case 'auth':
      return { kind: 'auth', frame: parseAuthFrame(fields), subId };
    case 'conf':
      return confOf(fields.flags) ?? { kind: 'unknown', subId };
    case 'subscribe':
      return subscriptionOf(fields, subId) ?? { kind: 'unknown', subId };
    case 'unsubscribe':
      return unsubscriptionOf(fields.chanId) ?? { kind: 'unknown', subId };
    default:
      return { kind: 'unknown', subId };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * `[0, type, id, payload]`. Passed on as it came: the place of the type in a list is the same for every reader, while
 * of an object with a name twice each might take another one, so events are written anew.
 */
function inputOf(value: readonly unknown[], text: string): ClientMessage {
  const [channel, type, , payload] = value;
  if (channel !== 0 || typeof type !== 'string' || value.length > 4) {
    return { kind: 'unknown', subId: undefined };
  }
  return {
    kind: 'input',
    type: TYPE.test(type) ? type : 'input',
    permissions: inputPermissions(type, payload),
    ids: idsOf(payload),
    text,
  };
}

function idsOf(payload: unknown): (number | null)[] {
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  const { id, gid, cid } = (isObject ? payload : {}) as Record<string, unknown>;
  return [id, gid, cid].map((each) => (Number.isSafeInteger(each) ? (each as number) : null));
}

function confOf(flags: unknown): ClientMessage | null {
  const isFlags = Number.isSafeInteger(flags) && (flags as number) >= 0 && (flags as number) <= MAX_FLAGS;
  if (!isFlags) return null;
  return { kind: 'conf', flags: flags as number, text: JSON.stringify({ event: 'conf', flags }) };
}

function subscriptionOf(fields: Readonly<Record<string, unknown>>, subId: SubId): ClientMessage | null {
  if (!CHANNELS.has(fields.channel)) return null;
  const kept: Record<string, unknown> = { event: 'subscribe', channel: fields.channel };
  for (const name of SUBSCRIPTION_FIELDS) {
    const value = name === 'subId' ? subId : fields[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    if (name !== 'subId' && !SUBSCRIPTION_VALUE.test(String(value))) return null;
    kept[name] = value;
  }
  return { kind: 'subscribe', subId, text: JSON.stringify(kept) };
}

/** Some clients send the number as text. */
function unsubscriptionOf(channelId: unknown): ClientMessage | null {
  if (typeof channelId !== 'string' && typeof channelId !== 'number') return null;
  if (!CHANNEL_ID.test(String(channelId))) return null;
  return {
    kind: 'unsubscribe',
    text: JSON.stringify({ event: 'unsubscribe', chanId: Number(channelId) }),
  };
}

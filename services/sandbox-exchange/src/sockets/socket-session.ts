import type { Account } from '../accounts/account.ts';
import type { Desk } from '../desk.ts';
import { LIMITS } from '../limits.ts';
import { publicTrades } from '../market/quote.ts';
import { cancelOrders, expireOrders } from '../orders/cancel-orders.ts';
import { Refusal } from '../refusal.ts';
import { type AccountEvent, AccountFeed, snapshot, walletUpdates } from './account-feed.ts';
import { answerInput } from './answer-input.ts';
import { wants } from './event-filter.ts';
import { openChannel, type PublicChannel } from './public-channel.ts';

export type SocketParts = {
  readonly desk: Desk;
  /** For whom the gateway vouches; `null` on a socket for public data. */
  readonly account: Account | null;
  readonly send: (text: string) => void;
  /** The account may have changed: whoever listens to it is to be told. */
  readonly onUsed: (account: Account) => void;
};

type Fields = Readonly<Record<string, unknown>>;
type Subscription = { readonly id: number; readonly channel: PublicChannel; toldAt: number; heardAt: number };

const TIMESTAMPS = 32_768;
const CHECKSUMS = 131_072;
const HEARTBEAT_MS = 15_000;
/** When an owner is told every wallet once more: a client that is still setting up may have missed the first word. */
const WALLETS_AGAIN_AFTER_MS = 1_000;
const CANCEL_AT_THE_END = 4;
const MOST_TRADES_A_TICK = 10;

/** What one client hears and says. */
export class SocketSession {
  readonly #parts: SocketParts;
  readonly #subscriptions = new Map<number, Subscription>();
  #feed: AccountFeed | null = null;
  #filter: readonly string[] = [];
  #flags = 0;
  #cancelsAtTheEnd = false;
  #walletsAgainAt = Number.POSITIVE_INFINITY;
  #heardAt: number;

  constructor(parts: SocketParts) {
    this.#parts = parts;
    this.#heardAt = parts.desk.now();
    this.#event({ event: 'info', version: 2, serverId: 'sandbox', platform: { status: 1 } });
  }

  get account(): Account | null {
    return this.#feed === null ? null : this.#parts.account;
  }

  receive(text: string): void {
    const message = parse(text);
    const isObject = typeof message === 'object' && message !== null;
    const answer = Array.isArray(message)
      ? this.#input(message)
      : isObject
        ? this.#asked(message as Fields)
        : errorOf(10000, 'message: invalid');
    if (answer !== null) this.#event(answer);
  }

  /** Tells what became of the account. */
  tell(): void {
    if (this.#feed !== null) this.#tellAll(this.#feed.changes());
  }

  /** Time has passed. */
  tick(): void {
    const { account, desk } = this.#parts;
    const now = desk.now();
    for (const subscription of this.#subscriptions.values()) this.#update(subscription, now);
    if (account === null || this.#feed === null) return;
    expireOrders(account, now);
    this.tell();
    if (now >= this.#walletsAgainAt) {
      this.#walletsAgainAt = Number.POSITIVE_INFINITY;
      this.#tellAll(walletUpdates(account));
    }
    if (now - this.#heardAt >= HEARTBEAT_MS) this.#data([0, 'hb']);
  }

  closed(): void {
    const { account, desk, onUsed } = this.#parts;
    this.#subscriptions.clear();
    this.#feed = null;
    if (account === null || !this.#cancelsAtTheEnd) return;
    cancelOrders(account, { all: true, ids: [], gids: [], cids: [] }, desk.now());
    onUsed(account);
  }

  /** The answer; `null` if it has been given. */
  #asked(fields: Fields): Fields | null {
    switch (fields.event) {
      case 'ping':
        return { event: 'pong', ts: this.#parts.desk.now(), ...pick(fields, ['cid']) };
      case 'conf':
        return this.#configure(fields);
      case 'subscribe':
        return this.#subscribe(fields);
      case 'unsubscribe':
        return this.#unsubscribe(fields);
      case 'auth':
        return this.#authenticate(fields);
      default:
        return errorOf(10000, 'event: invalid');
    }
  }

  #configure({ flags }: Fields): Fields | null {
    if (!Number.isSafeInteger(flags)) return errorOf(10050, 'flags: invalid');
    this.#flags = flags as number;
    this.#event({ event: 'conf', status: 'OK', flags });
    for (const subscription of this.#subscriptions.values()) this.#check(subscription);
    return null;
  }

  #subscribe(fields: Fields): Fields | null {
    const about = pick(fields, ['channel', 'symbol', 'pair', 'key', 'subId']);
    const { desk } = this.#parts;
    if (this.#subscriptions.size >= LIMITS.subscriptions) return errorOf(10305, 'subscribe: limit', about);
    const channel = channelOf(fields);
    if (channel instanceof Refusal) return errorOf(10300, channel.message, about);
    const names = [...this.#subscriptions.values()].map((each) => each.channel.name);
    if (names.includes(channel.name)) return errorOf(10301, 'subscribe: dup', about);
    const id = desk.nextId();
    const now = desk.now();
    const subscription = { id, channel, toldAt: now, heardAt: now };
    this.#subscriptions.set(id, subscription);
    const terms = { channel: fields.channel, chanId: id, ...channel.terms };
    this.#event({ event: 'subscribed', ...terms, ...pick(fields, ['subId']) });
    this.#data([id, ...channel.snapshot(now)]);
    this.#check(subscription);
    return null;
  }

  #unsubscribe({ chanId }: Fields): Fields {
    if (!this.#subscriptions.delete(Number(chanId))) return errorOf(10401, 'unsubscribe: invalid');
    return { event: 'unsubscribed', status: 'OK', chanId: Number(chanId) };
  }

  /** The gateway has verified who it is, and says so in the headers: there is nothing left to check. */
  #authenticate(fields: Fields): Fields | null {
    const { account, desk } = this.#parts;
    if (account === null || this.#feed !== null) {
      const msg = account === null ? 'auth: invalid' : 'auth: dup';
      return { event: 'auth', status: 'FAILED', chanId: 0, code: 10100, msg };
    }
    expireOrders(account, desk.now());
    this.#feed = new AccountFeed(account);
    this.#walletsAgainAt = desk.now() + WALLETS_AGAIN_AFTER_MS;
    this.#filter = Array.isArray(fields.filter) ? fields.filter.map(String) : [];
    this.#cancelsAtTheEnd = fields.dms === CANCEL_AT_THE_END;
    const about = { userId: account.number, auth_id: `sandbox-${desk.nextId()}` };
    this.#event({ event: 'auth', status: 'OK', chanId: 0, ...about, ...pick(fields, ['subId']) });
    this.#tellAll(snapshot(account));
    return null;
  }

  #input([channel, type, , payload]: readonly unknown[]): Fields | null {
    const { account, desk, onUsed } = this.#parts;
    if (account === null || this.#feed === null || channel !== 0 || typeof type !== 'string') {
      return errorOf(10100, 'auth: invalid');
    }
    expireOrders(account, desk.now());
    this.#tellAll(answerInput(account, desk, type, payload));
    onUsed(account);
    return null;
  }

  #update(subscription: Subscription, now: number): void {
    const { channel } = subscription;
    const since = { start: subscription.toldAt + 1, end: now, limit: MOST_TRADES_A_TICK, oldestFirst: true };
    for (const trade of publicTrades(channel.market, since)) {
      for (const update of channel.update(trade, now)) this.#data([subscription.id, ...update]);
      subscription.heardAt = now;
    }
    subscription.toldAt = now;
    if (now - subscription.heardAt < HEARTBEAT_MS) return;
    this.#data([subscription.id, 'hb']);
    subscription.heardAt = now;
  }

  #check({ id, channel }: Subscription): void {
    const checksum = (this.#flags & CHECKSUMS) === 0 ? null : channel.checksum();
    if (checksum !== null) this.#data([id, 'cs', checksum]);
  }

  #tellAll(events: readonly AccountEvent[]): void {
    for (const event of events) if (wants(this.#filter, event)) this.#data(event);
  }

  #data(message: readonly unknown[]): void {
    const now = this.#parts.desk.now();
    if (message[0] === 0) this.#heardAt = now;
    const timestamp = (this.#flags & TIMESTAMPS) === 0 ? [] : [now];
    this.#parts.send(JSON.stringify([...message, ...timestamp]));
  }

  #event(event: Fields): void {
    this.#parts.send(JSON.stringify(event));
  }
}

function errorOf(code: number, msg: string, about: Fields = {}): Fields {
  return { event: 'error', msg, code, ...about };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function channelOf(fields: Fields): PublicChannel | Refusal {
  try {
    return openChannel(fields);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(
    names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
  );
}

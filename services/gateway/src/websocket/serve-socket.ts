import type { Logger } from '@countersign/runtime';
import type { ClientAddress } from '../addresses/client-address.ts';
import type { ApiKey } from '../api-key-lookup/api-key.ts';
import type { Limiter } from '../limits/limiter.ts';
import { take } from '../limits/rate-limit.ts';
import type { Rejection } from '../rejection.ts';
import { limitKey } from '../verification/steps/limit-key.ts';
import type { AuthFrame } from './auth-frame.ts';
import { type AuthenticateSocketDeps, authenticateSocket, SOCKET_PATH } from './authenticate-socket.ts';
import { type ClientMessage, type Input, parseClientMessage, type SubId } from './client-message.ts';
import { type Ending, FAREWELLS, isOfOwner } from './farewells.ts';
import { CLOSE, type MessageSocket, type MessageSocketEvents } from './message-socket.ts';
import { openPrivateEvents } from './open-private-events.ts';
import { PublicChannels } from './open-public-data.ts';
import type { Caller, UpstreamSocketDeps } from './open-upstream-socket.ts';
import * as answers from './socket-answers.ts';
import type { SocketLimits } from './socket-limits.ts';
import type { SocketOwner } from './socket-owner.ts';

export type ServeSocketDeps = {
  readonly upstream: UpstreamSocketDeps;
  readonly authentication: AuthenticateSocketDeps;
  readonly keyLimit: (from: { readonly address: ClientAddress }) => Limiter | null;
  readonly limits: SocketLimits;
  /** Writes a refused auth event down; `keyId` is what it named as one. */
  readonly logRefusal: (caller: Caller, rejection: Rejection, keyId: string | null) => void;
  /** Names this process to its clients. */
  readonly serverId: string;
  readonly logger: Logger;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
};

/** Numbers every message. Not offered: events that a key may not see would leave holes in it. */
const SEQUENCE_FLAG = 65_536;

/**
 * One client's socket. Its messages are taken in their order. Once it has an owner, all that arrived is judged by one
 * read of the key's state row that began after it did; what arrives meanwhile waits for the next.
 */
export class SocketSession {
  readonly caller: Caller;
  readonly #deps: ServeSocketDeps;
  readonly #client: MessageSocket;
  readonly #public: PublicChannels;
  readonly #onClosed: (session: SocketSession) => void;
  #private: MessageSocket | null = null;
  #owner: SocketOwner | null = null;
  #confirmedAtMs = 0;
  #waiting: string[] = [];
  #isWorking = false;
  #isOver = false;
  #isHolding = false;
  #wholeAtMs = 0;
  #failures = 0;
  #flags = 0;
  #ending: Ending | null = null;

  constructor(
    deps: ServeSocketDeps,
    caller: Caller,
    open: (events: MessageSocketEvents) => MessageSocket,
    onClosed: (session: SocketSession) => void,
  ) {
    this.#deps = deps;
    this.caller = caller;
    this.#onClosed = onClosed;
    this.#public = new PublicChannels(deps.upstream, caller, {
      data: (text) => this.#tell(text),
      info: (info) => this.#tell(answers.infoEvent(info)),
      lost: () => this.end('upstream-lost'),
    });
    this.#client = open({
      message: (text) => this.#arrived(text),
      ping: () => void this.#count(),
      closed: () => this.#closed(),
    });
    this.#client.send(answers.welcome(deps.serverId));
  }

  /** Whose it is; `null` until it was authenticated. */
  get owner(): SocketOwner | null {
    return this.#owner;
  }

  get ending(): Ending | null {
    return this.#ending;
  }

  /** Ends it unless its owner may go on. Rejects if nobody can say. */
  async confirm(owner: SocketOwner): Promise<boolean> {
    const askedAtMs = this.#deps.now();
    const verdict = await owner.ask();
    if (verdict === 'current') this.#confirmedAtMs = Math.max(this.#confirmedAtMs, askedAtMs);
    else this.end(verdict);
    return !this.#isOver;
  }

  /** Nobody could say: the socket lives on for a while, on what was last known. */
  unconfirmed(): void {
    const age = this.#deps.now() - this.#confirmedAtMs;
    if (age > this.#deps.limits.maxUnconfirmedMs) this.end('store-unavailable');
  }

  /** Tells the client to go elsewhere; it is served for as long as it stays. */
  announceEnd(): void {
    this.#client.send(answers.infoEvent('reconnect'));
  }

  end(ending: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#ending = ending;
    const { text, code } = FAREWELLS[ending];
    this.#client.send(text);
    this.#client.close(code);
    this.#letGo();
  }

  #closed(): void {
    this.#isOver = true;
    this.#letGo();
    this.#onClosed(this);
  }

  #letGo(): void {
    this.#waiting = [];
    this.#public.close();
    this.#private?.close(CLOSE.normal);
    this.#private = null;
  }

  /** False, and over, if the client says too much. */
  #count(): boolean {
    const { isAllowed, wholeAtMs } = take(this.#deps.limits.messages, this.#wholeAtMs, this.#deps.now());
    this.#wholeAtMs = wholeAtMs;
    if (!isAllowed) this.end('message-limit-reached');
    return isAllowed;
  }

  #arrived(text: string): void {
    if (this.#isOver || !this.#count()) return;
    this.#waiting.push(text);
    if (this.#waiting.length >= this.#deps.limits.maxWaiting) this.#client.pause();
    if (!this.#isWorking) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    try {
      while (this.#waiting.length > 0 && !this.#isOver) {
        const arrived = this.#waiting;
        this.#waiting = [];
        this.#client.resume();
        if (await this.#mayGoOn()) await this.#handleAll(arrived);
        await this.#client.drained();
        await this.#private?.drained();
        await this.#public.socket?.drained();
      }
    } catch (error) {
      // Only the database and our own mistakes throw here: what cannot be judged is refused.
      this.#deps.logger.warn(
        { err: error, requestId: this.caller.requestId },
        'socket ended: not to be judged',
      );
      this.end('store-unavailable');
    } finally {
      this.#isWorking = false;
    }
  }

  async #mayGoOn(): Promise<boolean> {
    const owner = this.#owner;
    if (owner === null || (await this.confirm(owner))) return true;
    const { ending } = this;
    if (ending !== null && isOfOwner(ending)) this.#note(ending);
    return false;
  }

  async #handleAll(messages: readonly string[]): Promise<void> {
    for (const [index, text] of messages.entries()) {
      if (this.#isOver) return;
      const wait = this.#handle(parseClientMessage(text));
      if (wait === null) continue;
      await wait;
      // Time has passed, and there may be an owner now: the others are judged anew.
      if (!this.#isOver) this.#waiting = [...messages.slice(index + 1), ...this.#waiting];
      return;
    }
  }

  /** What the next message has to wait for, if anything. */
  #handle(message: ClientMessage): Promise<void> | null {
    switch (message.kind) {
      case 'ping':
        this.#tell(answers.pong(message.cid, this.#deps.wallClock()));
        return null;
      case 'auth':
        return this.#authenticate(message.frame, message.subId);
      case 'input':
        this.#input(message);
        return null;
      case 'conf':
        return this.#configure(message.flags, message.text);
      case 'subscribe':
        return this.#subscribe(message.subId, message.text);
      case 'unsubscribe':
        return this.#ask(message.text);
      case 'unknown':
        this.#tell(answers.errorEvent('message-unknown', message.subId));
        return null;
    }
  }

  #subscribe(subId: SubId, text: string): Promise<void> | null {
    if (this.#public.subscriptions >= this.#deps.limits.maxSubscriptions) {
      this.#tell(answers.errorEvent('subscription-limit-reached', subId));
      return null;
    }
    this.#public.countSubscription();
    return this.#ask(text);
  }

  #configure(flags: number, text: string): Promise<void> | null {
    if ((flags & SEQUENCE_FLAG) !== 0) {
      this.#tell(answers.errorEvent('flags-not-offered'));
      return null;
    }
    this.#flags = flags;
    this.#private?.send(text);
    return this.#ask(text);
  }

  /** Asks the upstream for something public. */
  #ask(text: string): Promise<void> | null {
    const { socket } = this.#public;
    if (socket === null) return this.#askFirst(text);
    socket.send(text);
    return null;
  }

  async #askFirst(text: string): Promise<void> {
    if (!(await this.#public.open())) return this.end('upstream-unreachable');
    this.#public.socket?.send(text);
  }

  #input(input: Input): void {
    const key = this.#owner?.key ?? null;
    const refused = key === null ? 'credentials-missing' : this.#refusalOf(input, key);
    if (refused === null) this.#private?.send(input.text);
    else if (key === null) this.#tell(answers.errorEvent('not-authenticated'));
    else {
      this.#note(refused);
      this.#tell(answers.inputRefused(input, refused, this.#deps.wallClock()));
    }
  }

  #refusalOf({ permissions }: Input, key: ApiKey): Rejection | null {
    if (permissions === null) return 'route-unlisted';
    if (!permissions.every((permission) => key.permissions.includes(permission))) return 'permission-missing';
    return limitKey(this.#deps.keyLimit(this.caller), key);
  }

  async #authenticate(frame: AuthFrame | Rejection, subId: SubId): Promise<void> {
    if (this.#owner !== null) return this.#tell(answers.authRepeated(subId));
    if (typeof frame === 'string') return this.#refuseOwner(frame, null, subId);
    const keyId = 'keyId' in frame.credentials ? frame.credentials.keyId : null;
    const { authentication } = this.#deps;
    const owner = await authenticateSocket(authentication, frame, this.caller.address);
    if (typeof owner === 'string') return this.#refuseOwner(owner, keyId, subId);
    await this.#admit(owner, frame.options, subId);
  }

  async #admit(owner: SocketOwner, options: AuthFrame['options'], subId: SubId): Promise<void> {
    const upstream = { ...this.#deps.upstream, ackMs: this.#deps.limits.upstreamMs };
    const socket = await openPrivateEvents(upstream, this.caller, owner.key, options, {
      authenticated: (ids) => {
        if (this.#isOver) return;
        this.#owner = owner;
        this.#confirmedAtMs = this.#deps.now();
        this.#tell(answers.authSucceeded(owner.key.permissions, ids, subId, options.dms));
      },
      event: (text) => this.#tell(text),
      info: (info) => this.#tell(answers.infoEvent(info)),
      lost: () => this.end('upstream-lost'),
    });
    if (this.#isOver) return socket?.close(CLOSE.normal);
    if (socket === null) return this.#refuseOwner('upstream-unreachable', owner.key.keyId, subId);
    this.#private = socket;
    if (this.#flags !== 0) socket.send(JSON.stringify({ event: 'conf', flags: this.#flags }));
  }

  #refuseOwner(rejection: Rejection, keyId: string | null, subId: SubId): void {
    this.#deps.logRefusal(this.caller, rejection, keyId);
    this.#tell(answers.authFailed(rejection, subId));
    this.#failures++;
    if (this.#failures >= this.#deps.limits.maxFailures) this.end('authentication-limit-reached');
  }

  #note(rejection: Rejection): void {
    if (this.#owner === null) return;
    const { key, nonce } = this.#owner;
    const request = { keyId: key.keyId, nonce, path: SOCKET_PATH };
    this.#deps.authentication.refusals.note(rejection, { ...request, ip: this.caller.address.text });
  }

  /** To the client; when it does not keep up, nothing more is taken from the upstream until it does. */
  #tell(text: string): void {
    if (this.#isOver) return;
    this.#client.send(text);
    if (this.#isHolding || this.#client.unsentBytes <= this.#deps.limits.maxUnsentBytes) return;
    this.#isHolding = true;
    this.#private?.pause();
    this.#public.socket?.pause();
    void this.#client.drained().then(() => {
      this.#isHolding = false;
      this.#private?.resume();
      this.#public.socket?.resume();
    });
  }
}

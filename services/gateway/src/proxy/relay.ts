import type { AnswerHeaders } from './answer-parser.ts';
import type { Member } from './members.ts';
import type { CallEvents } from './open-connection.ts';
import { isRelayable, passedOn } from './response-headers.ts';
import type { Reply } from './upstream.ts';

/** The hold on the connection of a call that is under way. */
export type Hold = { destroy(): void; pause(): void; resume(): void };

export type RelayLimits = {
  readonly connectTimeoutMs: number;
  /** From the call to the first byte of the answer's body, and between two pieces of it. */
  readonly silenceMs: number;
  /** From the call to the last byte of its answer. */
  readonly deadlineMs: number;
  readonly maxResponseBytes: number;
};

/** What the calls of one upstream share. */
export type RelayOptions = {
  readonly limits: RelayLimits;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** The call has left its connection, however it ended. */
  readonly onDone: (relay: Relay) => void;
};

/**
 * Passes one answer on, piece by piece, and decides what a failure means: before the call was put on a connection the
 * upstream certainly did not get it; from then on nobody knows, and the client must not be told that it may repeat it.
 */
export class Relay implements CallEvents, Member {
  place = -1;
  readonly #reply: Reply;
  readonly #connection: Hold;
  readonly #options: RelayOptions;
  readonly #startedAtMs: number;
  #progressAtMs: number;
  #isSent = false;
  #isPaused = false;
  /** The connection is not this call's any more: it may be another's by now. */
  #hasLeft = false;
  #received = 0;
  #state: 'waiting' | 'started' | 'over' = 'waiting';

  constructor(reply: Reply, connection: Hold, options: RelayOptions) {
    this.#reply = reply;
    this.#connection = connection;
    this.#options = options;
    this.#startedAtMs = options.now();
    this.#progressAtMs = this.#startedAtMs;
    reply.whenGone(() => this.#stop());
  }

  /** Gives up what has been silent, or under way, for too long. To be called now and then. */
  look(nowMs: number): void {
    const { connectTimeoutMs, silenceMs, deadlineMs } = this.#options.limits;
    const silentMs = nowMs - this.#progressAtMs;
    // A client that does not take the answer is not the upstream's silence; the deadline holds all the same.
    const isSilent = !this.#isPaused && silentMs >= (this.#isSent ? silenceMs : connectTimeoutMs);
    if (isSilent || nowMs - this.#startedAtMs >= deadlineMs) this.#stop();
  }

  onSent(): void {
    // Given up while the connection was being made: the call does not go out.
    if (this.#state === 'over') {
      this.#connection.destroy();
      return;
    }
    this.#isSent = true;
    this.#progressAtMs = this.#options.now();
  }

  onHead(status: number, headers: AnswerHeaders, body: Buffer | null): void {
    if (this.#state !== 'waiting') return;
    if (!isRelayable(status, headers, this.#options.limits.maxResponseBytes)) {
      this.#stop();
    } else if (body === null) {
      this.#state = 'started';
      this.#progressAtMs = this.#options.now();
      this.#reply.start(status, passedOn(headers), headers['content-length'] !== undefined);
    } else {
      this.#state = 'over';
      this.#reply.answerWhole(status, passedOn(headers), body);
    }
  }

  onBody(bytes: Buffer): void {
    if (this.#state !== 'started') return;
    this.#progressAtMs = this.#options.now();
    this.#received += bytes.byteLength;
    if (this.#received > this.#options.limits.maxResponseBytes) this.#stop();
    // The bytes are overwritten by the next read; the client may take its time.
    else if (!this.#reply.write(Buffer.from(bytes))) this.#pause();
  }

  #pause(): void {
    this.#isPaused = true;
    this.#connection.pause();
    this.#reply.whenDrained(() => {
      if (this.#hasLeft) return;
      this.#isPaused = false;
      this.#progressAtMs = this.#options.now();
      this.#connection.resume();
    });
  }

  onEnd(): void {
    if (this.#state === 'started') {
      this.#state = 'over';
      this.#reply.end();
    }
    this.#hasLeft = true;
    // The client may take as long as it likes over the last piece; the next call must not wait for it.
    if (this.#isPaused) this.#connection.resume();
    this.#options.onDone(this);
  }

  onFailure(): void {
    this.#hasLeft = true;
    this.#giveUp();
    this.#options.onDone(this);
  }

  #stop(): void {
    if (this.#hasLeft) return;
    this.#giveUp();
    this.#connection.destroy();
  }

  #giveUp(): void {
    const state = this.#state;
    this.#state = 'over';
    if (state === 'started') this.#reply.breakOff();
    if (state === 'waiting')
      this.#reply.refuse(this.#isSent ? 'upstream-outcome-unknown' : 'upstream-unreachable');
  }
}

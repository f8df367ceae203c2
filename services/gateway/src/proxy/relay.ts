import { isRelayable, passedOn } from './response-headers.ts';
import type { Reply } from './upstream.ts';

/** The hold on a call that is under way. */
export type Controller = {
  abort(reason: Error): void;
  pause(): void;
  resume(): void;
};

export type RelayOptions = {
  readonly maxResponseBytes: number;
  /** From the call to the last byte of its answer. */
  readonly deadlineMs: number;
  /** The call has left the upstream's connection, however it ended. */
  readonly onDone: () => void;
};

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Passes one answer on, chunk by chunk, and decides what a failure means: before the call was put on a connection the
 * upstream certainly did not get it; from then on nobody knows, and the client must not be told that it may repeat it.
 */
export class Relay {
  readonly #reply: Reply;
  readonly #options: RelayOptions;
  readonly #deadline: NodeJS.Timeout;
  #controller: Controller | null = null;
  #state: 'waiting' | 'started' | 'over' = 'waiting';

  constructor(reply: Reply, options: RelayOptions) {
    this.#reply = reply;
    this.#options = options;
    this.#deadline = setTimeout(() => this.#stop(new Error('the answer took too long')), options.deadlineMs);
    reply.whenGone(() => this.#stop(new Error('the client has gone')));
  }

  onRequestStart(controller: Controller): void {
    // Given up while it waited for a connection: aborted here, not a byte of it is written.
    if (this.#state === 'over') controller.abort(new Error('nobody waits for this call'));
    else this.#controller = controller;
  }

  onResponseStart(controller: Controller, status: number, headers: Headers): void {
    if (status >= 100 && status < 200 && status !== 101) return;
    if (this.#state !== 'waiting') return;
    if (!isRelayable(status, headers, this.#options.maxResponseBytes)) {
      controller.abort(new Error('the answer is not one that may be passed on'));
      return;
    }
    this.#state = 'started';
    this.#reply.start(status, passedOn(headers));
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.#state !== 'started' || this.#reply.write(chunk)) return;
    controller.pause();
    this.#reply.whenDrained(() => controller.resume());
  }

  onResponseEnd(): void {
    if (this.#state === 'started') {
      this.#state = 'over';
      this.#reply.end();
    }
    this.#finish();
  }

  onResponseError(): void {
    this.#giveUp();
    this.#finish();
  }

  #stop(reason: Error): void {
    const controller = this.#controller;
    this.#giveUp();
    controller?.abort(reason);
  }

  #giveUp(): void {
    const state = this.#state;
    this.#state = 'over';
    if (state === 'started') this.#reply.breakOff();
    if (state === 'waiting') {
      this.#reply.refuse(this.#controller === null ? 'upstream-unreachable' : 'upstream-outcome-unknown');
    }
  }

  #finish(): void {
    clearTimeout(this.#deadline);
    this.#options.onDone();
  }
}

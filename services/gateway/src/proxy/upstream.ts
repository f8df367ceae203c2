import type { Rejection } from '../rejection.ts';
import type { HeaderLines } from './header-lines.ts';

/** What is sent to the upstream: the bytes as they came, and headers that the gateway chose. */
export type UpstreamCall = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: HeaderLines;
  /** `null` for a method without one. */
  readonly body: Buffer | null;
};

/** Where the upstream's answer goes. Of `start`, `answerWhole` and `refuse` exactly one is called, and once. */
export type Reply = {
  /** True once nobody waits for the answer any more. */
  readonly isGone: boolean;
  /** `hasLength`: the headers say how long the answer is. */
  start(status: number, headers: HeaderLines, hasLength: boolean): void;
  /** Instead of `start`, `write` and `end`: an answer that is there as a whole. The bytes are good until this returns. */
  answerWhole(status: number, headers: HeaderLines, body: Buffer): void;
  /** False asks to wait for `whenDrained`. */
  write(chunk: Buffer): boolean;
  whenDrained(resume: () => void): void;
  end(): void;
  /** The answer broke off after it had been started: the client must see that it is not whole. */
  breakOff(): void;
  refuse(rejection: Rejection): void;
  /** Calls `stop` when the client goes away before the end. */
  whenGone(stop: () => void): void;
};

export type Upstream = {
  forward(call: UpstreamCall, reply: Reply): void;
  readonly inFlight: number;
  /** Calls so far that were refused because too many were in flight. */
  readonly refusedAsBusy: number;
  close(): Promise<void>;
};

import type { ApiKey } from '../api-key-lookup/api-key.ts';
import type { InboundHeaders } from '../http/inbound-headers.ts';
import type { HeaderLines } from '../proxy/header-lines.ts';
import type { Rejection } from '../rejection.ts';
import type { Route, RouteTable } from '../routing/route-table.ts';
import type { Credentials, TokenCredentials } from './inbound-request.ts';

/** What a client is told, by rejection. */
export type Answer = {
  readonly status: number;
  readonly body: Buffer;
  readonly retryAfterSeconds: number | null;
  /** The connection is not to be used again: what follows on it cannot be told apart from this message. */
  readonly closes: boolean;
};

export type Answers = Readonly<Record<Rejection, Answer>>;

/**
 * One way of calling by key: where the parts of a signed request stand, what the signature covers, which routes
 * there are, and what a no looks like. The order of the checks is the pipeline's and the same for all.
 */
export type Profile = {
  readonly checkMethod: (method: string, target: string) => Rejection | null;
  readonly checkPath: (target: string) => Rejection | null;
  /** Exactly one of each header that the signature rests on, each of the right grammar; or a token. */
  readonly readCredentials: (
    headers: InboundHeaders,
    target: string,
  ) => Credentials | TokenCredentials | Rejection;
  /** Of the body that came, what the signature covers. Nothing else is ever forwarded. */
  readonly signedBody: (body: Buffer) => Buffer | Rejection;
  readonly routes: RouteTable;
  readonly answers: Answers;
  /** Signed headers that the upstream needs, besides those of every call. */
  readonly forwardedHeaders: (headers: InboundHeaders) => HeaderLines;
  /** The body of an answer that only the gateway can give; `null` for every other route. */
  readonly ownAnswer: (route: Route, key: ApiKey) => Buffer | null;
};

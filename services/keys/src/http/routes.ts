import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Once } from '../idempotency/run-once.ts';
import type { RefusalCode } from '../refusal.ts';
import type { SessionContext } from '../sessions/session.ts';
import type { ClientInfo } from './client-info.ts';
import type { CookieName } from './cookies.ts';

/**
 * Who may call: `public` anybody; `any-session` a session also before its second-factor step; `session` a
 * session of the highest assurance that the account's factors allow.
 */
export type Access = 'public' | 'any-session' | 'session';

export type RouteSchemas = {
  readonly params?: TSchema;
  readonly querystring?: TSchema;
  readonly body?: TSchema;
  /**
   * The success answer; `null`: without a body. With the `mediaType` of lines, a stream of lines that each are of the
   * schema; with that of a page, its text.
   */
  readonly response: {
    readonly status: 200 | 201 | 202 | 204;
    readonly schema: TSchema | null;
    readonly mediaType?: 'application/jsonl' | 'text/html';
  };
  /** A second success, of another status: the handler sets that one on the reply. */
  readonly otherResponse?: { readonly status: 202; readonly schema: TSchema };
};

type Part<S extends RouteSchemas, K extends 'params' | 'querystring' | 'body'> = S[K] extends TSchema
  ? Static<S[K]>
  : undefined;

type Answer<S extends RouteSchemas> = S['response'] extends { readonly mediaType: 'application/jsonl' }
  ? Readable
  : JsonAnswer<S>;

type JsonAnswer<S extends RouteSchemas> =
  | (S['response']['schema'] extends TSchema
      ? Static<S['response']['schema']>
      : // biome-ignore lint/suspicious/noConfusingVoidType: a handler without an answer just ends.
        void)
  | (S['otherResponse'] extends { readonly schema: infer Other extends TSchema } ? Static<Other> : never);

export type Call<S extends RouteSchemas, A extends Access> = {
  readonly params: Part<S, 'params'>;
  readonly query: Part<S, 'querystring'>;
  readonly body: Part<S, 'body'>;
  readonly session: A extends 'public' ? SessionContext | null : SessionContext;
  readonly client: ClientInfo;
  /** For the transaction that makes the change, of operations with `idempotency`. */
  readonly once: Once;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/**
 * What a repeated `Idempotency-Key` gets. `answer-kept`: the first answer. `answer-secret`: that answer holds what
 * is shown once and is stored nowhere, so a repeat goes by the operation's own rules, though never beside the first
 * one, and not with another body.
 */
export type Idempotency = 'answer-kept' | 'answer-secret';

/** One operation of the API: everything that openapi.yaml says of it, and what it does. */
export type Route<S extends RouteSchemas = RouteSchemas, A extends Access = Access> = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly access: A;
  readonly schemas: S;
  /** Codes of its own; those every operation can answer are added (see http/register-routes.ts). */
  readonly refusals: readonly RefusalCode[];
  /** Codes that a page takes to the console in the fragment, because a person waits there, not a program. */
  readonly landsWith?: readonly RefusalCode[];
  /** Costly or guessing-prone operations have a stricter limit by address. */
  readonly limit?: 'strict';
  /** On every POST that creates something; its handler passes `once` to the use case. */
  readonly idempotency?: Idempotency;
  /** Cookies that a success sets or clears. */
  readonly setsCookies?: readonly CookieName[];
  readonly handle: (call: Call<S, A>) => Promise<Answer<S>>;
};

/** Gives a route its types; the list of routes then holds it as plain `Route`. */
export function defineRoute<const S extends RouteSchemas, const A extends Access>(route: Route<S, A>): Route {
  return route as unknown as Route;
}

/** A body of which nothing is required may as well be left out. */
export function isBodyOptional(body: TSchema): boolean {
  const { type, required = [] } = body as { type?: string; required?: readonly string[] };
  return type === 'object' && required.length === 0;
}

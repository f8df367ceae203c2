import type { FastifyInstance } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { Account } from '../accounts/account.ts';
import type { Desk } from '../desk.ts';
import { expireOrders } from '../orders/cancel-orders.ts';
import { principalOf } from './gateway-check.ts';

type Params = Readonly<Record<string, string>>;

export type PrivateCall<B> = {
  readonly account: Account;
  readonly body: B;
  readonly params: Params;
  readonly desk: Desk;
};

export type PublicCall<I> = { readonly input: I; readonly params: Params; readonly now: number };

export type PrivateRoute = {
  readonly path: string;
  readonly body: TSchema;
  answer(call: PrivateCall<never>): unknown;
};
type PublicRoute = {
  readonly path: string;
  readonly input: TSchema;
  answer(call: PublicCall<never>): unknown;
};

export type Routes = {
  /** `POST /v2/auth/<path>`, for the account of the principal. */
  readonly private: readonly PrivateRoute[];
  /** `GET /v2/<path>`; the input is the query. */
  readonly public: readonly PublicRoute[];
  /** `POST /v2/calc/<path>`; the input is the body, or the query, which some clients use. */
  readonly calculations: readonly PublicRoute[];
};

/** Ties the answer's types to the schema that its request has passed. */
export function privateRoute<S extends TSchema>(
  path: string,
  body: S,
  answer: (call: PrivateCall<Static<S>>) => unknown,
): PrivateRoute {
  return { path, body, answer: answer as PrivateRoute['answer'] };
}

export function publicRoute<S extends TSchema>(
  path: string,
  input: S,
  answer: (call: PublicCall<Static<S>>) => unknown,
): PublicRoute {
  return { path, input, answer: answer as PublicRoute['answer'] };
}

/** A parameter of the path; the router has matched it. */
export function pathParam(params: Params, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`the route has no parameter ${name}`);
  return value;
}

/** `onUsed` is told of every account that a call may have changed. */
export function mount(
  app: FastifyInstance,
  routes: Routes,
  desk: Desk,
  onUsed: (account: Account) => void,
): void {
  for (const { path, body, answer } of routes.private) {
    app.post(`/v2/auth/${path}`, { schema: { body } }, (request, reply) => {
      const opening = { now: desk.now(), nextId: desk.nextId };
      const account = desk.accounts.of(principalOf(request.headers), opening);
      expireOrders(account, desk.now());
      const params = request.params as Params;
      try {
        reply.send(answer({ account, body: request.body as never, params, desk }));
      } finally {
        onUsed(account);
      }
    });
  }
  for (const { path, input, answer } of routes.public) {
    app.get(`/v2/${path}`, { schema: { querystring: input } }, (request, reply) => {
      const params = request.params as Params;
      reply.send(answer({ input: request.query as never, params, now: desk.now() }));
    });
  }
  for (const { path, input, answer } of routes.calculations) {
    const preValidation = async (request: { body: unknown; query: unknown }) => {
      request.body = { ...(request.query as object), ...(request.body as object) };
    };
    app.post(`/v2/calc/${path}`, { schema: { body: input }, preValidation }, (request, reply) => {
      reply.send(answer({ input: request.body as never, params: {}, now: desk.now() }));
    });
  }
}

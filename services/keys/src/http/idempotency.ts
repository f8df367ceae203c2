import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { digestKey } from '../digest-key.ts';
import type { FieldError } from '../field-error.ts';
import { parseIdempotencyKey, requestDigests } from '../idempotency/idempotency-key.ts';
import { EVERY_TIME, type Once, openOnce, Replay } from '../idempotency/run-once.ts';
import { Refusal } from '../refusal.ts';
import type { SessionContext } from '../sessions/session.ts';
import { browserDigest } from './browser-binding.ts';
import type { Route } from './routes.ts';

const BAD_KEY: FieldError = {
  field: 'idempotency-key',
  code: 'pattern',
  detail: 'must be 1 to 64 letters, digits or any of -._~',
};

/** Hands a route's handler what makes it act once, and answers from memory what was done before. */
export async function answerOnce<T>(
  deps: Deps,
  { route, request, reply, session }: Answering,
  handle: (once: Once) => Promise<T>,
): Promise<T> {
  try {
    return await handle(await onceFor(deps, { route, request, session }));
  } catch (error) {
    if (!(error instanceof Replay)) throw error;
    reply.header('idempotency-replayed', 'true');
    return error.answer as T;
  }
}

type Keyed = {
  readonly route: Route;
  readonly request: FastifyRequest;
  readonly session: SessionContext | null;
};
type Answering = Keyed & { readonly reply: FastifyReply };

async function onceFor(deps: Deps, { route, request, session }: Keyed): Promise<Once> {
  const header = request.headers['idempotency-key'];
  if (route.idempotency === undefined || header === undefined) return EVERY_TIME;
  const idempotencyKey = parseIdempotencyKey(String(header));
  if (idempotencyKey === null) throw new Refusal('validation-failed', { errors: [BAD_KEY] });
  const digests = requestDigests(digestKey(deps.keyrings, 'idempotency-digests'), {
    operationId: route.operationId,
    idempotencyKey,
    caller: session?.userId ?? browserDigest(request, deps)?.toString('hex') ?? null,
    content: [request.params, request.query, request.body ?? null],
  });
  return openOnce(deps.db, digests, { keepsAnswer: route.idempotency === 'answer-kept' });
}

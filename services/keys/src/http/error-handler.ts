import { isRetryable } from '@countersign/database';
import type { ErrorObject } from 'ajv';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal, type RefusalCode } from '../refusal.ts';
import { PROBLEMS, toProblem } from './problems.ts';
import { validationRefusal } from './validation.ts';

/** What the framework says no to, in our words. */
const FRAMEWORK_CODES: Record<string, RefusalCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-request',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  FST_ERR_HANDLER_TIMEOUT: 'service-unavailable',
};

/** Lost connection, shutting down, too many connections, out of space (PostgreSQL manual, Appendix A, classes 08, 53, 57). */
const UNAVAILABLE = /^(08|53|57)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** Maps whatever was thrown to one problem; what nobody foresaw is logged whole and shown as nothing. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) =>
    sendRefusal(toRefusal(error), request, reply, error),
  );
  app.setNotFoundHandler((request, reply) => sendRefusal(new Refusal('not-found'), request, reply));
}

export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { validation, validationContext, code, statusCode } = error as Partial<FastifyError>;
  if (validation) return validationRefusal(validation as ErrorObject[], validationContext ?? 'request');
  const known = FRAMEWORK_CODES[code ?? ''];
  if (known !== undefined) return new Refusal(known);
  if (isUnavailable(error)) return new Refusal('service-unavailable', { retryAfterSeconds: 1 });
  if (statusCode === 429) return new Refusal('rate-limited');
  // Its message would quote the input.
  if (statusCode === 400) return new Refusal('malformed-request', { reason: code ?? 'unnamed' });
  return new Refusal('internal-error');
}

/** How the driver words it, which gives these no code. */
const LOST_CONNECTION = [
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'is not queryable',
  'Query read timeout',
] as const;

function isUnavailable(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    isRetryable(error) ||
    UNAVAILABLE.test(code) ||
    NETWORK.has(code) ||
    LOST_CONNECTION.some((phrase) => message.includes(phrase))
  );
}

/** Where a refusal does not know better: clients may rely on `Retry-After` with these (RFC 6585 §4, RFC 9110 §15.6.4). */
const WAIT_SECONDS: Readonly<Record<number, number>> = { 429: 60, 503: 1 };

export function sendRefusal(
  refusal: Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
  cause?: unknown,
): FastifyReply {
  const { status } = PROBLEMS[refusal.code];
  if (status >= 500) request.log.error({ err: cause, code: refusal.code }, 'request failed');
  else request.log.info({ code: refusal.code, reason: refusal.extras.reason }, 'request refused');
  const retryAfterSeconds = refusal.extras.retryAfterSeconds ?? WAIT_SECONDS[status];
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(Math.ceil(retryAfterSeconds)));
  return reply
    .code(status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(toProblem(refusal, request.id));
}

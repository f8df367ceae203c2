import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';

/** Exactly this. Looser readings have let bodies past their validation, and pages past the browser's CORS check. */
const JSON_TYPE = /^application\/json(; ?charset=utf-8)?$/i;

/** JSON in UTF-8 is the only body there is. `__proto__` and `constructor.prototype` in it are refused. */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parseJson = app.getDefaultJsonParser('error', 'error');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  app.addContentTypeParser(/^application\/json/i, { parseAs: 'buffer' }, (request, body, done) => {
    // Clients that always declare JSON send nothing where nothing is needed.
    if (body.length === 0) return done(null, undefined);
    const text = decode(utf8, body as Buffer);
    if (text === null) return done(new Refusal('malformed-request'));
    return parseJson(request, text, done);
  });
}

function decode(utf8: TextDecoder, body: Buffer): string | null {
  try {
    return utf8.decode(body);
  } catch {
    return null;
  }
}

export function checkContentType({ headers }: FastifyRequest): void {
  const type = headers['content-type'];
  if (type !== undefined && !JSON_TYPE.test(type)) throw new Refusal('unsupported-media-type');
}

/** For operations that take no body: nothing, or an empty object. */
export function checkNoBody(body: unknown): void {
  if (body === undefined || isEmptyObject(body)) return;
  const detail = 'this operation takes no body';
  throw new Refusal('validation-failed', { errors: [{ field: 'body', code: 'unknown-field', detail }] });
}

const isEmptyObject = (body: unknown) =>
  typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0;

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusalsOf } from '../http/register-routes.ts';
import type { Route } from '../http/routes.ts';
import type { RefusalCode } from '../refusal.ts';
import { saysWhen } from './problem-responses.ts';

/**
 * For tests: calls `report` with every answer of an operation that its description does not foresee, be it a
 * status, a refusal's code, a cookie or a time to wait. So each test that calls the API also checks openapi.yaml.
 */
export function watchAnswers(app: FastifyInstance, report: (finding: string) => void): void {
  app.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const route = request.routeOptions.config.countersign;
    if (route === undefined) return;
    for (const finding of findings(route, reply, payload)) report(`${route.operationId} ${finding}`);
  });
}

function findings(route: Route, reply: FastifyReply, payload: unknown): string[] {
  const { statusCode } = reply;
  const cookies = cookiesSet(reply).filter(
    (name) => !route.setsCookies?.some((known) => name.endsWith(known)),
  );
  const undescribed = cookies.map((name) => `sets ${name}, which its description does not say`);
  if (statusCode < 400) {
    const { response, otherResponse } = route.schemas;
    const { status } = response;
    return statusCode === status || statusCode === otherResponse?.status
      ? undescribed
      : [...undescribed, `answers ${statusCode} instead of ${status}`];
  }
  const { code } = JSON.parse(String(payload)) as { code: RefusalCode };
  if (reply.hasHeader('retry-after') !== saysWhen(code))
    undescribed.push(`refuses with ${code}, of which its description says otherwise whether to wait`);
  const isForeseen = (refusalsOf(route) as readonly string[]).includes(code);
  return isForeseen
    ? undescribed
    : [...undescribed, `refuses with ${code}, which its description does not list`];
}

function cookiesSet(reply: FastifyReply): string[] {
  const headers = [reply.getHeader('set-cookie') ?? []].flat();
  return headers.map((header) => String(header).split('=')[0] ?? '');
}

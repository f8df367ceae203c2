import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import t from 'tap';
import { defineRoute } from '../http/routes.ts';
import { watchAnswers } from './test-answers.ts';

const route = defineRoute({
  method: 'GET',
  url: '/v1/kittens',
  operationId: 'listKittens',
  tag: 'Kittens',
  summary: '',
  description: '',
  access: 'public',
  schemas: { response: { status: 200, schema: null } },
  refusals: ['not-found'],
  setsCookies: ['countersign_browser'],
  handle: async () => undefined,
});

/** What the watch finds when the route answers as `answer` does. */
async function findingsOf(answer: (reply: FastifyReply) => unknown): Promise<string[]> {
  const found: string[] = [];
  const app = fastify() as unknown as FastifyInstance;
  watchAnswers(app, (finding) => found.push(finding));
  app.get('/v1/kittens', { config: { countersign: route } }, async (_request, reply) => answer(reply));
  await app.inject('/v1/kittens');
  await app.close();
  return found;
}

t.test('an answer that the description foresees is none to report', async (t) => {
  t.strictSame(await findingsOf((reply) => reply.code(404).send({ code: 'not-found' })), []);
  const limited = (reply: FastifyReply) =>
    reply.code(429).header('retry-after', '1').send({ code: 'rate-limited' });
  t.strictSame(await findingsOf(limited), []);
  const withCookie = (reply: FastifyReply) =>
    reply.header('set-cookie', '__Host-countersign_browser=x; Path=/').send({});
  t.strictSame(await findingsOf(withCookie), []);
});

t.test(
  'a status, a refusal, a cookie or a wait that the description does not name is reported',
  async (t) => {
    t.match(await findingsOf((reply) => reply.code(202).send({})), [/answers 202 instead of 200/]);
    t.match(await findingsOf((reply) => reply.code(409).send({ code: 'wrong-browser' })), [/wrong-browser/]);
    const withCookie = (reply: FastifyReply) => reply.header('set-cookie', 'countersign_session=x').send({});
    t.match(await findingsOf(withCookie), [/sets countersign_session/]);
    const withWait = (reply: FastifyReply) =>
      reply.code(404).header('retry-after', '1').send({ code: 'not-found' });
    t.match(await findingsOf(withWait), [/not-found.*whether to wait/]);
    t.match(await findingsOf((reply) => reply.code(429).send({ code: 'rate-limited' })), [/whether to wait/]);
  },
);

import t from 'tap';
import { createLogger } from './logger.ts';

/** A logger and what it has written. */
function recorded(level = 'info') {
  const lines: string[] = [];
  return { logger: createLogger('test', level, { write: (line) => void lines.push(line) }), lines };
}

const CANARY = 'canary-7f3a';
const SECRET_MEMBERS = [
  ...['headers', 'rawHeaders', 'cookie', 'cookies', 'authorization', 'body'],
  ...['password', 'secret', 'token', 'verifier', 'otpauthUri', 'recoveryCodes'],
];

t.test('KS-50: a member that may hold a secret is not written, at any of three depths', async (t) => {
  const { logger, lines } = recorded();
  for (const name of SECRET_MEMBERS) {
    for (const value of [CANARY, { inner: CANARY }, [CANARY]]) {
      logger.info({ [name]: value });
      logger.info({ request: { [name]: value } });
      logger.info({ request: { user: { [name]: value } } });
    }
  }
  logger.info({ secondFactor: { method: 'totp', code: CANARY } });
  logger.info({ request: { secondFactor: { method: 'totp', code: CANARY } } });
  t.equal(lines.length, SECRET_MEMBERS.length * 9 + 2);
  t.same(
    lines.filter((line) => line.includes(CANARY)),
    [],
  );
});

t.test('what a library hangs on its error is not written: rows, conversations, inputs', async (t) => {
  const { logger, lines } = recorded();
  const postgres = Object.assign(new Error('duplicate key value violates unique constraint'), {
    code: '23505',
    detail: `Key (email)=(${CANARY}) already exists.`,
    parameters: [CANARY],
  });
  const smtp = Object.assign(new Error('Message failed', { cause: postgres }), {
    response: CANARY,
    config: { auth: { pass: CANARY } },
  });
  logger.error({ err: postgres });
  logger.error(smtp, 'could not send');
  logger.child({ request: 1 }).error({ err: new AggregateError([postgres], 'all failed') });
  t.same(
    lines.filter((line) => line.includes(CANARY)),
    [],
  );
});

t.test('an operator still sees what went wrong: message, stack, code and causes', async (t) => {
  const { logger, lines } = recorded();
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  logger.error({ err: new Error('no database', { cause: refused }) }, 'not ready');
  const { err, msg, service, time } = JSON.parse(lines[0] ?? '');
  t.equal(msg, 'not ready');
  t.equal(service, 'test');
  t.match(time, /^\d{4}-\d\d-\d\dT.*Z$/);
  t.equal(err.message, 'no database');
  t.match(err.stack, /logger\.test\.ts/);
  t.match(err.causes, [{ message: 'connect ECONNREFUSED', errorCode: 'ECONNREFUSED' }]);
});

t.test('whatever is thrown can be logged, however odd or deep', async (t) => {
  const { logger, lines } = recorded();
  const loop = new Error('round and round');
  loop.cause = loop;
  for (const err of [null, undefined, 'text', 7, {}, loop, new AggregateError(Array(1_000).fill(loop))]) {
    logger.error({ err });
  }
  t.equal(lines.length, 7);
  t.ok(Math.max(...lines.map((line) => line.length)) < 30_000, 'and stays short');
});

t.test('a refusal is logged with its code, which is no secret', async (t) => {
  const { logger, lines } = recorded();
  logger.info({ code: 'wrong-browser' }, 'refused');
  t.equal(JSON.parse(lines[0] ?? '').code, 'wrong-browser');
});

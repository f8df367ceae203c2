import t from 'tap';
import { LineLog } from './line-log.ts';
import { createLogger } from './logger.ts';

/** A logger that keeps each of its writes. */
function recorded(level = 'info') {
  const writes: string[] = [];
  return { logger: createLogger('test', level, { write: (text) => void writes.push(text) }), writes };
}

const options = { message: 'request', maxWriteBytes: 65_536, flushMs: 60_000 };

const parsed = (writes: readonly string[]) =>
  writes
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

t.test('many lines in one write are the lines that the logger itself would have written', async (t) => {
  const one = recorded();
  const many = recorded();
  const entries = [
    { path: '/a"b\n', status: 200, keyId: null },
    { path: null, status: 500, keyId: 'k' },
    { path: '/\u00e9\u20ac\ud83d\ude00\ud800', status: 200, keyId: null },
  ];
  for (const entry of entries) one.logger.child({ part: 1 }).info(entry, 'request');
  const log = new LineLog({ ...options, logger: many.logger.child({ part: 1 }) });
  for (const entry of entries) log.add(entry);
  t.same(many.writes, [], 'not yet');
  log.flush();
  const withoutTime = (lines: string[]) => parsed(lines).map((line) => ({ ...line, time: null }));
  t.same(withoutTime(many.writes), withoutTime(one.writes));
  t.equal(many.writes.length, 1, 'in one go');
  t.match(parsed(many.writes)[0].time, /^\d{4}-\d\d-\d\dT.*Z$/);
  log.flush();
  t.equal(many.writes.length, 1, 'and once');
});

t.test(
  'a write is cut where two processes must not get into each other, between lines only, and no line is lost',
  async (t) => {
    const { logger, writes } = recorded();
    const log = new LineLog({ ...options, maxWriteBytes: 400, logger });
    const entries = Array.from({ length: 100 }, (_, index) => ({ index, text: '\u20ac'.repeat(index) }));
    for (const entry of entries) log.add(entry);
    log.flush();
    t.same(
      parsed(writes).map(({ index, text }) => ({ index, text })),
      entries,
      'in their order',
    );
    for (const each of writes) {
      t.ok(Buffer.byteLength(each) <= 400 || each.trimEnd().split('\n').length === 1);
      t.ok(each.endsWith('\n'));
    }
    t.ok(writes.length < 100);
  },
);

t.test('lines are written by themselves after a while', async (t) => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const log = new LineLog({
    ...options,
    flushMs: 1,
    logger: createLogger('test', 'info', { write: resolve }),
  });
  log.add({ status: 200 });
  // The timer holds no process up; here something must.
  const alive = setTimeout(() => {}, 10_000);
  t.match(JSON.parse(await promise), { status: 200, msg: 'request', service: 'test' });
  clearTimeout(alive);
});

t.test('nothing is written where the level says so', async (t) => {
  const { logger, writes } = recorded('warn');
  const log = new LineLog({ ...options, logger });
  log.add({ status: 200 });
  log.flush();
  t.same(writes, []);
});

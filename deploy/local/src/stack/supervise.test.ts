import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { type Running, supervise, type Unit } from './supervise.ts';

/** A unit whose processes end when the test says so. */
function controlledUnit(outcomes: ('starts' | 'fails')[]) {
  const ends: ((how: string) => void)[] = [];
  let stops = 0;
  const unit: Unit = {
    name: 'thing',
    async start(): Promise<Running> {
      if (outcomes.shift() === 'fails') throw new Error('no luck');
      let end = (_how: string) => {};
      const ended = new Promise<string>((resolve) => {
        end = resolve;
      });
      ends.push(end);
      return {
        pid: ends.length,
        ended,
        async stop() {
          stops++;
          end('stopped');
        },
        kill: () => end('killed'),
      };
    },
  };
  return { unit, ends, stops: () => stops };
}

async function until(isTrue: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 10_000; !isTrue(); await delay(10)) {
    if (Date.now() > deadline) throw new Error('not within 10 s');
  }
}

const signal = new AbortController().signal;

t.test('what ends unasked is started again, and people are told', async (t) => {
  const { unit, ends } = controlledUnit(['starts', 'fails', 'starts']);
  const lines: string[] = [];
  const supervised = await supervise(unit, { report: (line) => lines.push(line), signal });
  t.equal(supervised.pid(), 1);
  ends[0]?.('SIGKILL');
  await until(() => supervised.pid() === 2);
  t.same(lines, [
    'thing ended (SIGKILL)',
    'thing did not start: no luck',
    'thing is up again, after 0.50 s of waiting',
  ]);
  await supervised.stop();
  t.equal(supervised.pid(), null);
});

t.test('what is stopped stays stopped, also while it waits for its next start', async (t) => {
  const { unit, ends, stops } = controlledUnit(['starts', 'starts']);
  const supervised = await supervise(unit, { report() {}, signal });
  ends[0]?.('code 1');
  await until(() => supervised.pid() === null);
  await supervised.stop();
  t.equal(ends.length, 1, 'it was not started again');
  t.equal(stops(), 0);
});

t.test('a first start that fails is the caller’s affair', async (t) => {
  const { unit } = controlledUnit(['fails']);
  await t.rejects(supervise(unit, { report() {}, signal }), { message: 'no luck' });
});

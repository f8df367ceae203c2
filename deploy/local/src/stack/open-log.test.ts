import { closeSync, existsSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { boundLogs, lastLines, openLog } from './open-log.ts';

const LARGE = 'x'.repeat(11 * 1024 * 1024);

t.test('a log that has grown large is set aside when it is opened', async (t) => {
  const path = join(t.testdir({ 'a.log': LARGE }), 'a.log');
  closeSync(openLog(path));
  t.equal(readFileSync(path, 'utf8'), '');
  t.equal(readFileSync(`${path}.1`).length, LARGE.length);
});

t.test(
  'a log that a service holds open is emptied in place, and the service goes on at its start',
  async (t) => {
    const dir = t.testdir({});
    const path = join(dir, 'a.log');
    writeFileSync(join(dir, 'small.log'), 'small');
    const open = openLog(path);
    writeSync(open, LARGE);
    boundLogs(dir);
    writeSync(open, 'next');
    closeSync(open);
    t.equal(readFileSync(path, 'utf8'), 'next');
    t.notOk(existsSync(join(dir, 'small.log.1')), 'a small one is left alone');
  },
);

t.test('the last lines since an offset, without stack frames', async (t) => {
  const path = join(
    t.testdir({ 'a.log': 'old\nError: it broke\n    at here\n    at there\n\nend\n' }),
    'a.log',
  );
  t.same(lastLines(path, 4, 2), ['Error: it broke', 'end']);
});

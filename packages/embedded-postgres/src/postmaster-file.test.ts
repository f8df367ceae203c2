import t from 'tap';
import { isServerOn, parsePostmasterFile } from './postmaster-file.ts';

t.test('postmaster.pid gives process, folder and port', async (t) => {
  const text = '4711\n/data/pg\n1795000000\n5440\n\n127.0.0.1\n  3932 7\nready\n';
  t.same(parsePostmasterFile(text), { pid: 4711, dataDir: '/data/pg', port: 5440 });
  t.same(parsePostmasterFile('-4711\n/data/pg\n'), { pid: 4711, dataDir: '/data/pg', port: null });
});

t.test('a file cut off by a crash names no process', async (t) => {
  for (const text of ['', '\n', '4711', 'abc\n/data\n', '4711x\n/data\n']) {
    t.equal(parsePostmasterFile(text), null, JSON.stringify(text));
  }
});

t.test('F34: only a PostgreSQL on the very same folder counts as the server left over', async (t) => {
  const server = ['/opt/native/bin/postgres', '-D', '/data/pg', '-c', 'port=5440'];
  t.ok(isServerOn(server, '/data/pg'));
  t.notOk(isServerOn(server, '/data/p'), 'another folder');
  t.notOk(isServerOn(['node', '-D', '/data/pg'], '/data/pg'), 'another program with the same words');
  t.notOk(isServerOn(['/opt/not-postgres', '-D', '/data/pg'], '/data/pg'), 'a name that only ends alike');
  t.notOk(isServerOn(['postgres: checkpointer '], '/data/pg'), 'a backend is not the server');
});

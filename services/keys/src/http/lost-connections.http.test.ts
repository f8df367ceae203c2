import t from 'tap';
import { createTestApp, type TestApp } from './test-app.ts';
import { FragileDatabase } from './test-fragile-database.ts';

t.test(
  'F15: wherever in a request the connection is lost, the answer is that the service is unavailable, and only a lost commit has changed anything',
  async (t) => {
    const fragile: FragileDatabase[] = [];
    const connect = (database: TestApp['database']) => {
      const made = new FragileDatabase(t, database);
      fragile.push(made);
      return made.db;
    };
    const app = await createTestApp(t, { connect, settings: { limits: 'relaxed-on-loopback' } });
    const { browser, user } = await app.signInWithTotp();
    const begin = () => browser.post('/v1/key-creations', { permissions: ['orders:read'] });
    const countCreations = async () => {
      const rows = await app.database.query('select from key_creations where user_id = $1', [user.id]);
      return rows.length;
    };
    const [connections] = fragile;
    if (connections === undefined) throw new Error('the app has not connected');
    for (const losesAnswer of [false, true]) {
      let lost = 0;
      for (let after = 0; ; after++) {
        const before = await countCreations();
        const cut = { counted: 'statements', after, losesAnswer } as const;
        const { result, isCut, commits } = await connections.during(cut, begin);
        const where = `statement ${after}${losesAnswer ? ', its answer' : ''}`;
        t.equal(await countCreations(), before + commits, where);
        if (!isCut) {
          t.equal(result.status, 201, 'with no connection lost, it is done');
          break;
        }
        t.match(result, { status: 503, body: { code: 'service-unavailable' } }, where);
        t.ok(result.headers['retry-after'], where);
        t.notMatch(result.text, /terminat|postgres|queryable/i, where);
        lost++;
      }
      t.ok(lost >= 8, `${lost} statements`);
    }
    t.equal((await begin()).status, 201, 'afterwards everything works');
  },
);

import { randomBytes } from 'node:crypto';
import { createDatabase } from '@countersign/database';
import { createLogger } from '@countersign/runtime';
import { testDatabase } from '@countersign/testing';
import t from 'tap';
import { recordedLog } from '../testing/recorded-log.ts';
import { TokenSweep } from './sweep-tokens.ts';
import { sweepTokens } from './token-store.ts';

const database = await testDatabase(t);
const asGateway = database.connect('countersign_gateway');

/** Rows that ended so many seconds ago. */
const insert = async (secondsAgo: readonly number[]) => {
  for (const seconds of secondsAgo) {
    await database.query(
      `insert into scoped_tokens values ($1, 'ck_x', 1, '{}', now(), now() - make_interval(secs => $2), 'x', '')`,
      [randomBytes(32), seconds],
    );
  }
};
const count = async () =>
  Number((await database.query<{ n: string }>('select count(*) n from scoped_tokens'))[0]?.n);

t.test(
  'tokens that ended are cleared away by the role of the gateway, live ones and fresh ends stay',
  async (t) => {
    await insert([-60, -1, 5, 120, 3_600, 90]);
    const sweep = new TokenSweep({
      database: asGateway,
      logger: createLogger('gateway', 'silent'),
      intervalMs: 3_600_000,
    });
    await Promise.all([sweep.run(), sweep.run()]);
    await sweep.close();
    t.equal(await count(), 3);
  },
);

t.test('a batch is bounded, and several at once neither fail nor delete too much', async (t) => {
  await database.query('delete from scoped_tokens');
  await insert(Array.from({ length: 30 }, (_, index) => 100 + index));
  t.equal(await sweepTokens(asGateway, 7, 60), 7);
  t.equal(await count(), 23);
  await Promise.all(Array.from({ length: 4 }, () => sweepTokens(asGateway, 10, 60)));
  while ((await sweepTokens(asGateway, 10, 60)) > 0);
  t.equal(await count(), 0);
});

t.test('a sweep that fails is written down, and the next round comes all the same', async (t) => {
  const gone = createDatabase({
    url: 'postgres://nobody@127.0.0.1:1/nothing',
    poolSize: 1,
    applicationName: 'test',
    logger: createLogger('gateway', 'silent'),
  });
  t.teardown(() => gone.destroy());
  const { logger, lines } = recordedLog();
  const sweep = new TokenSweep({ database: gone, logger, intervalMs: 3_600_000 });
  await sweep.run();
  await sweep.run();
  await sweep.close();
  t.equal(lines.length, 2);
});

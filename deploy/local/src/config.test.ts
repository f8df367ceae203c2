import t from 'tap';
import { readConfig } from './config.ts';

t.test('without settings the stack takes the documented ports and folder', async (t) => {
  t.match(readConfig({}, '/repo'), {
    dataDir: '/repo/.countersign',
    ports: { keys: 3000, gateway: 3100, exchange: 3200, mailWeb: 1080, smtp: 1025 },
    postgresPort: null,
    databaseUrl: null,
    redisUrl: null,
    isColourWanted: true,
  });
});

t.test('every setting moves what it names', async (t) => {
  const env = {
    COUNTERSIGN_KEYS_PORT: '1',
    COUNTERSIGN_GATEWAY_PORT: '2',
    COUNTERSIGN_EXCHANGE_PORT: '3',
    COUNTERSIGN_MAIL_WEB_PORT: '4',
    COUNTERSIGN_SMTP_PORT: '5',
    COUNTERSIGN_POSTGRES_PORT: '6',
    COUNTERSIGN_DATA_DIR: '/elsewhere',
    NO_COLOR: '1',
  };
  t.match(readConfig(env, '/repo'), {
    dataDir: '/elsewhere',
    ports: { keys: 1, gateway: 2, exchange: 3, mailWeb: 4, smtp: 5 },
    postgresPort: 6,
    isColourWanted: false,
  });
});

t.test('every fault is named at once', async (t) => {
  const env = { COUNTERSIGN_KEYS_PORT: '70000', COUNTERSIGN_SMTP_PORT: 'x', DATABASE_URL: 'mysql://h' };
  t.throws(() => readConfig(env, '/repo'), /COUNTERSIGN_KEYS_PORT.*COUNTERSIGN_SMTP_PORT.*DATABASE_URL/s);
});

t.test('services inherit no setting that is not theirs', async (t) => {
  const { inherited } = readConfig(
    { PATH: '/bin', DATABASE_URL: 'postgres://a:secret@h/p', TOKEN: 'x' },
    '/repo',
  );
  t.same(inherited, { PATH: '/bin' });
});

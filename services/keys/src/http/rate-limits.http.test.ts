import { freePort } from '@countersign/testing';
import t from 'tap';
import { createTestApp, TEST_PASSWORD } from './test-app.ts';
import { someAddress } from './test-browser.ts';

t.test(
  'KS-80: with Redis down requests are answered, the log says so, and the budgets still hold',
  async (t) => {
    const redisUrl = `redis://127.0.0.1:${await freePort()}`;
    const service = await createTestApp(t, { settings: { redisUrl } });
    const { user, browser } = await service.signIn();
    t.equal((await browser.get('/v1/session')).status, 200);
    t.match(service.logLines.join(''), /Redis is not reachable/);
    const { email } = user;
    const stranger = service.browser();
    const guess = (password: string) =>
      stranger.request('POST', '/v1/session', { body: { email, password }, ip: someAddress() });
    for (let n = 0; n < 100; n++) await guess(`guess ${n}`);
    t.equal((await guess(TEST_PASSWORD)).status, 401, 'the budget in PostgreSQL is used up');
  },
);

t.test('limits are relaxed for callers on this machine only, and only where configured', async (t) => {
  const service = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const limitFor = async (ip: string) =>
    (await service.browser({ ip }).get('/v1/session')).headers['ratelimit-limit'];
  t.equal(await limitFor('127.0.0.1'), '30000');
  t.equal(await limitFor('::1'), '30000');
  t.equal(await limitFor('::ffff:127.0.0.1'), '30000');
  t.equal(await limitFor('192.0.2.1'), '300');
  const standard = await createTestApp(t);
  const strict = await standard.browser({ ip: '127.0.0.1' }).get('/v1/session');
  t.equal(strict.headers['ratelimit-limit'], '300');
});

t.test('health checks and guessing-prone operations are counted apart from the rest', async (t) => {
  const service = await createTestApp(t);
  const browser = service.browser();
  for (let n = 0; n < 301; n++) await browser.get('/nowhere');
  t.equal((await browser.get('/nowhere')).status, 429);
  t.equal((await browser.get('/health/ready')).status, 200);
  const body = { email: 'nobody@example.com', password: 'whatever it is' };
  const signIn = await browser.post('/v1/session', body);
  t.match(signIn, { status: 401, headers: { 'ratelimit-limit': '30', 'ratelimit-remaining': '29' } });
});

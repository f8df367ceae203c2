import t from 'tap';
import { createTestApp, type TestApp } from '../http/test-app.ts';

const age = ({ database }: TestApp, column: 'expires_at' | 'last_seen_at', interval: string) =>
  database.query(`update sessions set ${column} = ${column} - $1::interval`, [interval]);

t.test(
  'a session ends 12 hours after its last use and 7 days after it began, by the database’s clock',
  async (t) => {
    const service = await createTestApp(t);
    const idle = await service.signIn();
    await age(service, 'last_seen_at', '11 hours 59 minutes');
    t.equal((await idle.browser.get('/v1/session')).status, 200, 'used in time');
    await age(service, 'last_seen_at', '12 hours');
    t.equal((await idle.browser.get('/v1/session')).status, 401);

    const old = await service.signIn();
    await age(service, 'expires_at', '6 days 23 hours 59 minutes');
    t.equal((await old.browser.get('/v1/session')).status, 200);
    await age(service, 'expires_at', '1 minute');
    t.equal((await old.browser.get('/v1/session')).status, 401);

    const fresh = await service.signIn();
    service.clock.advance(30 * 24 * 3_600);
    t.equal((await fresh.browser.get('/v1/session')).status, 200, 'a wrong clock of the server ends nothing');
  },
);

t.test('the use of a session is written down once a minute at most', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  const seenAt = async () =>
    String((await service.database.query('select last_seen_at::text from sessions'))[0]?.last_seen_at);
  const first = await seenAt();
  await browser.get('/v1/session');
  t.equal(await seenAt(), first);
  await age(service, 'last_seen_at', '61 seconds');
  await browser.get('/v1/session');
  t.not(await seenAt(), first);
});

t.test('the person sees every open session, newest first, page by page', async (t) => {
  const service = await createTestApp(t);
  const { user, browser } = await service.signIn();
  for (let n = 0; n < 6; n++) await service.signIn({ user });
  const ended = await service.signIn({ user });
  await ended.browser.delete('/v1/session');
  const seen: { id: string; current: boolean; createdAt: string }[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const { body } = await browser.get(`/v1/sessions?limit=3${cursor === null ? '' : `&cursor=${cursor}`}`);
    seen.push(...body.items);
    cursor = body.nextCursor;
    pages++;
  } while (cursor !== null);
  t.equal(pages, 3);
  t.equal(seen.length, 7);
  t.equal(new Set(seen.map(({ id }) => id)).size, 7);
  t.same(
    seen,
    seen.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)),
  );
  t.same(
    seen.map(({ current }) => current),
    [false, false, false, false, false, false, true],
  );
});

t.test('a list is asked for with a sensible page size and a cursor of its own, or refused', async (t) => {
  const service = await createTestApp(t);
  const { browser } = await service.signIn();
  for (const query of [
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=1.5',
    'cursor=',
    'cursor=x',
    'offset=1',
    'limit=1&limit=2',
  ]) {
    t.match(
      await browser.get(`/v1/sessions?${query}`),
      { status: 400, body: { code: 'validation-failed' } },
      query,
    );
  }
});

t.test('a session ended from another one is dead at once; the current one can be ended, too', async (t) => {
  const service = await createTestApp(t);
  const { user, browser } = await service.signIn();
  const other = await service.signIn({ user });
  const { body } = await browser.get('/v1/sessions');
  const [theirs, mine] = body.items;
  t.equal((await browser.delete(`/v1/sessions/${theirs.id}`)).status, 204);
  t.equal((await other.browser.get('/v1/session')).status, 401);
  t.match(await browser.delete(`/v1/sessions/${theirs.id}`), { status: 404 }, 'ended is ended');
  t.equal((await browser.delete(`/v1/sessions/${mine.id}`)).status, 204);
  t.equal((await browser.get('/v1/session')).status, 401);
});

t.test('ending all other sessions leaves the one that asks, and those of other people', async (t) => {
  const service = await createTestApp(t);
  const { user, browser } = await service.signIn();
  const others = [await service.signIn({ user }), await service.signIn({ user })];
  const stranger = await service.signIn();
  t.equal((await browser.delete('/v1/sessions')).status, 204);
  t.match((await browser.get('/v1/sessions')).body.items, [{ current: true }]);
  for (const other of others) t.equal((await other.browser.get('/v1/session')).status, 401);
  t.equal((await stranger.browser.get('/v1/session')).status, 200);
  const endings = await service.database.query(
    "select details from audit_events where type = 'session-ended'",
  );
  t.same(endings, Array(2).fill({ details: { reason: 'others-ended' } }));
  t.equal((await browser.delete('/v1/sessions')).status, 204, 'and with none left it is no fault');
});

t.test('KS-60: another account’s session or factor answers exactly as one that does not exist', async (t) => {
  const service = await createTestApp(t);
  const victim = await service.signInWithTotp();
  const { browser } = await service.signInWithTotp();
  const [session] = (await victim.browser.get('/v1/sessions')).body.items;
  const missing = '00000000-0000-4000-8000-000000000000';
  const secondFactor = { method: 'totp', code: '000000' };
  const tries: [string, string, unknown?][] = [
    ['DELETE', '/v1/sessions/ID'],
    ['DELETE', '/v1/second-factors/ID', { secondFactor }],
    ['POST', '/v1/second-factors/totp/ID/activation', { code: '000000' }],
  ];
  for (const [method, url, body] of tries) {
    const theirs = url.includes('sessions') ? session.id : victim.factorId;
    const foreign = await browser.request(method, url.replace('ID', theirs), { body });
    const absent = await browser.request(method, url.replace('ID', missing), { body });
    t.equal(foreign.status, 404, `${method} ${url}`);
    const { requestId: _, ...problem } = absent.body;
    t.match(foreign.body, problem);
  }
  t.equal((await victim.browser.get('/v1/session')).status, 200);
  t.match((await victim.browser.get('/v1/second-factors')).body.items, [{ id: victim.factorId }]);
});

t.test(
  'with a factor enrolled, a session at `password` may do the second-factor step and nothing else',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const { browser } = await service.signIn({ user: owner.user });
    for (const [method, url] of [
      ['GET', '/v1/sessions'],
      ['DELETE', '/v1/sessions'],
      ['DELETE', '/v1/sessions/00000000-0000-4000-8000-000000000000'],
      ['GET', '/v1/second-factors'],
      ['POST', '/v1/second-factors/totp'],
    ] as const) {
      const answer = await browser.request(method, url);
      t.match(answer, { status: 403, body: { code: 'second-factor-required' } }, `${method} ${url}`);
    }
    const before = browser.cookies.get('__Host-countersign_session');
    const step = await browser.post('/v1/session/second-factor', { secondFactor: owner.freshSecondFactor() });
    t.match(step, { status: 200, body: { assurance: 'second_factor' } });
    t.not(
      browser.cookies.get('__Host-countersign_session'),
      before,
      'KS-55: the token changes with the assurance',
    );
    const cookie = `__Host-countersign_session=${before}`;
    t.equal((await browser.request('GET', '/v1/session', { headers: { cookie } })).status, 401);
    t.equal((await browser.get('/v1/sessions')).status, 200);
  },
);

t.test('KS-64: an API key’s headers are no session', async (t) => {
  const service = await createTestApp(t);
  const headers = {
    'bfx-apikey': 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU',
    'bfx-nonce': '1',
    'bfx-signature': 'a'.repeat(96),
    authorization: 'Bearer x',
    'countersign-user': '00000000-0000-4000-8000-000000000000',
  };
  const answer = await service.browser().request('GET', '/v1/sessions', { headers });
  t.match(answer, { status: 401, body: { code: 'not-signed-in' } });
});

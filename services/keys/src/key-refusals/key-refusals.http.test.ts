import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { makeKey } from '../key-creation/test-creation.ts';

const app = await createTestApp(t);
const owner = await app.signInWithTotp();

/** As a gateway writes them. */
const note = (keyId: string, reason: string, nonce: string, secondsAgo: number) =>
  app.database.query(
    `insert into key_refusals values ($1, $2, 3, now() - interval '1 day', now() - make_interval(secs => $4), '192.0.2.7',
     '/v2/auth/r/wallets', $3)`,
    [keyId, reason, nonce, secondsAgo],
  );

t.test('the owner sees why requests were refused, the newest first, with the nonce to beat', async (t) => {
  const { keyId } = await makeKey(app, owner);
  const url = `/v1/keys/${keyId}/refusals`;
  t.same((await owner.browser.get(url)).body, { items: [], nextCursor: null });
  await note(keyId, 'nonce-too-small', '1795432867000', 1);
  await note(keyId, 'signature-invalid', '17', 60);
  await app.database.query('update key_states set last_nonce = 1795432867000000 where key_id = $1', [keyId]);
  const { status, body } = await owner.browser.get(url);
  t.equal(status, 200);
  t.match(body.items, [
    {
      reason: 'nonce-too-small',
      count: 3,
      ip: '192.0.2.7',
      nonce: '1795432867000',
      nonceUnit: 'milliseconds',
      lastNonce: '1795432867000000',
      lastNonceUnit: 'microseconds',
    },
    { reason: 'signature-invalid', nonceUnit: 'unknown' },
  ]);
});

t.test('KS-60: another user’s key and one that never was look alike', async (t) => {
  const { keyId } = await makeKey(app, owner);
  await note(keyId, 'nonce-too-small', '17', 1);
  const other = await app.signInWithTotp();
  t.match(await other.browser.get(`/v1/keys/${keyId}/refusals`), {
    status: 404,
    body: { code: 'not-found' },
  });
  t.match(await other.browser.get('/v1/keys/ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU/refusals'), { status: 404 });
});

t.test('a list of keys says of each the latest refusal only, and so does a key', async (t) => {
  const user = await app.signInWithTotp();
  const [none, one, several] = [
    await makeKey(app, user),
    await makeKey(app, user),
    await makeKey(app, user),
  ].map(({ keyId }) => keyId) as [string, string, string];
  await note(one, 'signature-invalid', '17', 30 * 86_400);
  await note(several, 'address-not-allowed', '17', 60);
  await note(several, 'permission-missing', '18', 5);
  await note(several, 'nonce-too-small', '19', 3_600);
  const { items } = (await user.browser.get('/v1/keys')).body;
  t.match(
    items.map(({ id, latestRefusal }: Key) => [id, latestRefusal]),
    [
      [several, { reason: 'permission-missing', ip: '192.0.2.7', path: '/v2/auth/r/wallets' }],
      [one, { reason: 'signature-invalid' }],
      [none, null],
    ],
  );
  for (const { id, latestRefusal } of items) {
    const key = (await user.browser.get(`/v1/keys/${id}`)).body;
    t.same(key.latestRefusal, latestRefusal, 'one key says the same as the list');
    const [newest] = (await user.browser.get(`/v1/keys/${id}/refusals`)).body.items;
    t.equal(latestRefusal?.at, newest?.lastAt, 'the newest, to the millisecond');
    t.equal(latestRefusal?.reason, newest?.reason);
  }
  const { keyId } = await makeKey(app, await app.signInWithTotp());
  await note(keyId, 'key-limit-reached', '17', 0);
  t.same((await user.browser.get('/v1/keys')).body.items, items, 'what others were refused changes nothing');
});

type Key = { id: string; latestRefusal: { reason: string; at: string } | null };

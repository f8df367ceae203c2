import t from 'tap';
import { checkClientData } from './client-data.ts';

const challenge = Buffer.alloc(32, 7);
const origins = ['https://keys.example.com', 'http://localhost:3000'];
const good = { type: 'webauthn.get', challenge: challenge.toString('base64url'), origin: origins[1] };
const checkText = (text: string | Buffer) =>
  checkClientData(Buffer.from(text as string), { type: 'webauthn.get', challenge, origins });
const check = (change: object) => checkText(JSON.stringify({ ...good, ...change }));

t.test('says which of the origins it was', async (t) => {
  for (const origin of origins) t.equal(check({ origin }), origin);
});

t.test('members that we do not know are no reason to refuse (WebAuthn §5.8.1)', async (t) => {
  t.equal(check({ crossOrigin: false, other_keys_can_be_added_here: 'do not compare' }), origins[1]);
});

t.test('what is no JSON object in UTF-8 is malformed', async (t) => {
  const text = JSON.stringify(good);
  const broken: (string | Buffer)[] = ['', 'null', '[]', '"x"', '7', text.slice(1), `\ufeff${text}`];
  broken.push(Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from(',"a":"\xff"}', 'latin1')]));
  for (const bytes of broken) t.throws(() => checkText(bytes), { code: 'malformed' }, String(bytes));
});

t.test('a token binding may be possible, not there', async (t) => {
  t.ok(check({ tokenBinding: { status: 'supported' } }));
  for (const tokenBinding of [null, 'supported', { status: 'present', id: 'x' }, {}, []]) {
    t.throws(() => check({ tokenBinding }), { code: 'malformed' });
  }
});

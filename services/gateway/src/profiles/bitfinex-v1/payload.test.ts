import fc from 'fast-check';
import t from 'tap';
import { parsePayload } from './payload.ts';

const base64 = (text: string | Buffer) => Buffer.from(text as string).toString('base64');
const REQUEST = '"request":"/v1/balances"';

t.test('a payload names the path called and the nonce, as text or as a number', async (t) => {
  const expected = { request: '/v1/balances', nonce: 1_700_000_000_000 };
  t.same(parsePayload(base64(`{${REQUEST},"nonce":"1700000000000"}`)), expected);
  t.same(parsePayload(base64(`{"nonce":1700000000000,"x":[{}],${REQUEST}}`)), expected);
});

t.test('what is not canonical base64 of a JSON object is no payload', async (t) => {
  const good = base64(`{${REQUEST},"nonce":"17"}`);
  const malformed = [
    '',
    '{}',
    good.slice(1),
    `${good}=`,
    ` ${good}`,
    `${good}\n`,
    good.replace(/=*$/, ''),
    good.replaceAll('/', '_'),
    // The same bytes with other bits in the part that base64 does not use.
    base64('{}').replace('fQ==', 'fR=='),
    base64('[]'),
    base64(' {}'),
    base64('"{"'),
    base64('{"request":'),
    base64('{"nonce":"17"}'),
    base64('{"request":17,"nonce":"17"}'),
    base64(
      Buffer.concat([Buffer.from(`{${REQUEST},"nonce":"17","x":"`), Buffer.of(0xff), Buffer.from('"}')]),
    ),
  ];
  for (const text of malformed) {
    if (text === good) continue;
    t.equal(parsePayload(text), 'payload-malformed', JSON.stringify(text));
  }
});

t.test('GW-79 GW-80 a nonce has one spelling and is a safe integer', async (t) => {
  const spellings = [
    '"017"',
    '"-1"',
    '"+1"',
    '"1.0"',
    '"42.3"',
    '"1e3"',
    '"0x65"',
    '" 200"',
    '"1_000"',
    '"٣"',
    '"inf"',
    '""',
    '"0"',
    '0',
    '-1',
    '1.5',
    '9007199254740992',
    '"9007199254740992"',
    '"18446744073709551616"',
    'null',
    'true',
    '["1"]',
  ];
  for (const nonce of spellings) {
    t.equal(parsePayload(base64(`{${REQUEST},"nonce":${nonce}}`)), 'nonce-malformed', nonce);
  }
  t.equal(parsePayload(base64(`{${REQUEST}}`)), 'nonce-malformed');
  t.match(parsePayload(base64(`{${REQUEST},"nonce":"9007199254740991"}`)), { nonce: 2 ** 53 - 1 });
});

t.test('no text makes the reading throw', async (t) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map(base64),
        fc.uint8Array().map((bytes) => base64(Buffer.from(bytes))),
      ),
      (text) => {
        parsePayload(text);
      },
    ),
    { numRuns: 2_000, seed: 1 },
  );
  t.pass();
});

import fc from 'fast-check';
import t from 'tap';
import { parseAuthFrame } from './auth-frame.ts';
import { parseClientMessage } from './client-message.ts';

t.test('whatever a client sends, it is read without an error', async () => {
  fc.assert(fc.property(fc.string(), (text) => parseClientMessage(text).kind !== undefined));
  const words = fc.constantFrom(
    'event',
    'auth',
    'subscribe',
    'channel',
    'ticker',
    'symbol',
    'chanId',
    'on',
    'calc',
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      words,
      fc.constantFrom(0, 1, -1, null, true, '__proto__', 'toString'),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(words, tie('value'), { maxKeys: 5 }),
    ),
  })).value;
  fc.assert(
    fc.property(json, (value) => parseClientMessage(JSON.stringify(value)).kind !== undefined),
    { numRuns: 2_000 },
  );
});

t.test('an event that goes on is written anew from what is known of it', async (t) => {
  const text =
    '{"event":"subscribe","channel":"book","symbol":"tBTCUSD","len":"25","channel":"ticker","x":1,"subId":"a"}';
  t.match(parseClientMessage(text), {
    kind: 'subscribe',
    subId: 'a',
    text: '{"event":"subscribe","channel":"ticker","symbol":"tBTCUSD","len":"25","subId":"a"}',
  });
});

t.test('the type of an input is the one that every reader finds', async (t) => {
  for (const text of [
    '[0,"on",null,{}]',
    ' [0 , "on" , null , {} ]',
    '[-0,"on",null,{}]',
    '[0e5,"\\u006fn",null,{}]',
  ]) {
    t.match(parseClientMessage(text), { kind: 'input', type: 'on', permissions: ['orders:write'], text });
  }
});

t.test('of an auth event nothing is kept but credentials and options', async (t) => {
  const secret = 'cs_the-secret-itself';
  const frame = parseAuthFrame({
    event: 'auth',
    apiKey: 'ck_1',
    apiSecret: secret,
    authSig: 'ab',
    authPayload: 'AUTH5',
    authNonce: 6,
    dms: 4,
    calc: 1,
    filter: ['wallet'],
    subId: 7,
    [secret]: secret,
  });
  t.same(frame, {
    credentials: { keyId: 'ck_1', signature: 'ab', nonce: 5, signedText: 'AUTH5' },
    options: { dms: 4, filter: ['wallet'], calc: 1, subId: 7 },
  });
});

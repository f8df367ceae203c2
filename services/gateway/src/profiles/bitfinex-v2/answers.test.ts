import t from 'tap';
import { ANSWERS } from './answers.ts';

t.test('a well-framed refusal is a 500 with an array, because clients take any other for data', async (t) => {
  const unlike = new Set([
    'http-version-unsupported',
    'transfer-coding-unsupported',
    'expectation-unsupported',
    'client-gone',
  ]);
  for (const [rejection, { status, body }] of Object.entries(ANSWERS)) {
    if (unlike.has(rejection)) continue;
    if (rejection === 'upstream-outcome-unknown') t.same([status, body.byteLength], [504, 0]);
    else {
      const [word, code, text] = JSON.parse(body.toString()) as unknown[];
      t.equal(word, 'error');
      t.equal(status, code === 11010 ? 429 : 500, rejection);
      t.ok([10001, 10020, 10100, 10114, 11010, 20060].includes(code as number), rejection);
      t.type(text, 'string');
    }
  }
});

t.test('GW-40 every cause before a valid signature has the same answer, the very same object', async (t) => {
  const causes = [
    'credentials-missing',
    'key-unknown',
    'signature-invalid',
    'key-revoked',
    'key-expired',
    'address-not-allowed',
  ] as const;
  t.equal(new Set(causes.map((cause) => ANSWERS[cause])).size, 1);
  t.equal(ANSWERS['key-unknown'].body.toString(), '["error",10100,"apikey: invalid"]');
});

t.test(
  'GW-40 every cause for which a token is refused has the same answer, the very same object',
  async (t) => {
    const causes = ['token-unknown', 'token-expired', 'token-outdated', 'token-address-not-allowed'] as const;
    t.equal(new Set(causes.map((cause) => ANSWERS[cause])).size, 1);
    t.equal(ANSWERS['token-unknown'].body.toString(), '["error",10100,"token: invalid"]');
  },
);

t.test('the phrases that clients look for', async (t) => {
  t.equal(ANSWERS['nonce-too-small'].body.toString(), '["error",10114,"nonce: small"]');
  t.equal(ANSWERS['permission-missing'].body.toString(), '["error",10001,"api_key: permission invalid"]');
  t.equal(ANSWERS['key-limit-reached'].body.toString(), '["error",11010,"ratelimit: error"]');
  t.equal(ANSWERS['store-unavailable'].body.toString(), '["error",20060,"maintenance"]');
});

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { type KeyedRequest, parseIdempotencyKey, requestDigests } from './idempotency-key.ts';

const SECRET = randomBytes(32);
const REQUEST: KeyedRequest = {
  operationId: 'startKeyCreation',
  idempotencyKey: 'a-key',
  caller: 'user-1',
  content: [{}, {}, { label: 'Bot' }],
};

t.test('an idempotency key is 1 to 64 safe characters, in quotes or not', async (t) => {
  for (const key of ['x', '8e03978e-40d5-43e8-bc93-6894a57f9324', 'A.b_c~d-0', 'x'.repeat(64)]) {
    t.equal(parseIdempotencyKey(key), key);
    t.equal(parseIdempotencyKey(`"${key}"`), key);
  }
  const refused = [
    '',
    '""',
    'x'.repeat(65),
    'a b',
    'a, b',
    '"a',
    'a"',
    '"a"b"',
    'a\n',
    'ä',
    'a;b',
    "'a'",
    '/',
  ];
  for (const header of refused) t.equal(parseIdempotencyKey(header), null, JSON.stringify(header));
});

t.test(
  'records of different callers, operations and keys never share a place; other contents do',
  async (t) => {
    const { id, request } = requestDigests(SECRET, REQUEST);
    const differing: Partial<KeyedRequest>[] = [
      { caller: 'user-2' },
      { caller: null },
      { operationId: 'enrolTotp' },
      { idempotencyKey: 'b-key' },
    ];
    for (const change of differing) {
      t.notSame(requestDigests(SECRET, { ...REQUEST, ...change }).id, id, JSON.stringify(change));
    }
    const other = requestDigests(SECRET, { ...REQUEST, content: [{}, {}, { label: 'Cat' }] });
    t.same(other.id, id);
    t.notSame(other.request, request);
    t.notSame(requestDigests(randomBytes(32), REQUEST).request, request, 'the digest is keyed');
    const unguessable = requestDigests(SECRET, { ...REQUEST, idempotencyKey: 'b-key' });
    t.notSame(unguessable.request, request, 'and the client’s own key is part of it');
  },
);

t.test('a caller whom nothing tells from others meets nobody else’s record', async () => {
  const text = fc.string({ maxLength: 20 });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const digests = [one, other].map((password) =>
        requestDigests(SECRET, { ...REQUEST, caller: null, content: [{ password }] }).id.toString('hex'),
      );
      return (digests[0] === digests[1]) === (one === other);
    }),
  );
});

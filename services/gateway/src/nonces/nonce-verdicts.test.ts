import fc from 'fast-check';
import t from 'tap';
import { greatestByVersion, judgeClaims, type StateAnswer } from './nonce-verdicts.ts';

const answer = (changes: Partial<StateAnswer> = {}): StateAnswer => ({
  lastNonce: 10,
  status: 'active',
  version: 2,
  seen: 2,
  isUnexpired: true,
  ...changes,
});
const claims = (...nonces: number[]) => nonces.map((nonce) => ({ nonce, version: 2 }));

t.test('of rising nonces each above the last is accepted, equal and lower ones are not', async (t) => {
  t.same(judgeClaims([answer()], claims(9, 10, 11, 11, 12)), [
    'nonce-too-small',
    'nonce-too-small',
    'accepted',
    'nonce-too-small',
    'accepted',
  ]);
});

t.test('another version, a revoked or an expired key accepts nothing', async (t) => {
  t.same(judgeClaims([answer({ seen: 1 })], [{ nonce: 11, version: 1 }]), ['version-changed']);
  t.same(judgeClaims([answer({ status: 'revoked' })], claims(11)), ['key-revoked']);
  t.same(judgeClaims([answer({ isUnexpired: false })], claims(11)), ['key-expired']);
  t.same(judgeClaims([], claims(11)), ['version-changed']);
});

t.test('two versions in one batch: only the row that matches counts', async (t) => {
  const both = [answer({ seen: 1 }), answer()];
  const mixed = [
    { nonce: 11, version: 1 },
    { nonce: 12, version: 2 },
    { nonce: 13, version: 1 },
  ];
  t.same(judgeClaims(both, mixed), ['version-changed', 'accepted', 'version-changed']);
  t.same(
    greatestByVersion(mixed)
      .map(({ nonce }) => nonce)
      .toSorted(),
    [12, 13],
  );
  t.same(greatestByVersion([]), []);
});

t.test(
  'what is accepted rises strictly from the last nonce, and ends where the statement put it',
  async (_t) => {
    const batch = fc.array(
      fc.record({ nonce: fc.integer({ min: 1, max: 30 }), version: fc.integer({ min: 1, max: 3 }) }),
    );
    fc.assert(
      fc.property(batch, fc.integer({ min: 0, max: 30 }), (unsorted, lastNonce) => {
        const ascending = unsorted.toSorted((a, b) => a.nonce - b.nonce);
        const answers = greatestByVersion(ascending).map(({ version: seen }) => answer({ lastNonce, seen }));
        const accepted = ascending.filter(
          (_, index) => judgeClaims(answers, ascending)[index] === 'accepted',
        );
        const rising = accepted.every(
          ({ nonce }, index) => nonce > (accepted[index - 1]?.nonce ?? lastNonce),
        );
        const stored = greatestByVersion(ascending).find(({ version }) => version === 2)?.nonce ?? 0;
        const ends = accepted.length === 0 ? stored <= lastNonce : accepted.at(-1)?.nonce === stored;
        return rising && ends && accepted.every(({ version }) => version === 2);
      }),
      { numRuns: 5_000, seed: 1 },
    );
  },
);

import t from 'tap';
import { LIMITS } from '../../keys/src/limits.ts';
import { newDraft, OLD_KEY_SECONDS, requestOf } from '../src/key-creation/key-draft.ts';
import { maskAddress } from '../src/key-creation/mask-address.ts';
import { pollingDelay } from '../src/key-creation/polling-delay.ts';
import { REVEAL_WINDOW_MS, shownForMs } from '../src/key-creation/shown-for.ts';
import { SNIPPETS } from '../src/key-creation/snippets.ts';
import { dangersOf } from '../src/key-settings/danger.ts';
import { EXPIRY_DAYS, expiresAtOf, expiryOf } from '../src/key-settings/expiry.ts';
import { MAX_IP_ENTRIES } from '../src/key-settings/ip-rule.ts';

const NOW = new Date('2026-11-26T12:00:00Z');
const OLD_KEY = {
  ...{ id: 'ck_old', label: 'Bot', permissions: ['orders:write' as const], ipAllowlist: ['192.0.2.7'] },
  ...{
    status: 'active' as const,
    version: 3,
    createdAt: NOW.toISOString(),
    lastUsed: null,
    latestRefusal: null,
  },
  ...{ expiresAt: '2027-01-31T12:34:00.000Z', replaces: null, replacedBy: null },
};

t.test('at first a key has the default permissions, any address, no end and no label', async (t) => {
  t.same(requestOf(newDraft(['orders:read'], null, NOW), NOW), {
    ...{ label: null, permissions: ['orders:read'], ipAllowlist: null, expiresAt: null },
  });
});

t.test('a replacement asks for just what the old key has', async (t) => {
  t.same(requestOf(newDraft([], OLD_KEY, NOW), NOW), {
    ...{ label: 'Bot', permissions: ['orders:write'], ipAllowlist: ['192.0.2.7'] },
    ...{ expiresAt: OLD_KEY.expiresAt, replaces: 'ck_old', oldKeyExpiresInSeconds: 86_400 },
  });
  const over = { ...OLD_KEY, expiresAt: '2026-11-26T11:59:00.000Z' };
  t.equal(requestOf(newDraft([], over, NOW), NOW).expiresAt, null, 'an end that has passed is none');
});

t.test('withdrawals and writing from anywhere are warned of; reading is not', async (t) => {
  const draft = newDraft(['orders:read'], null, NOW);
  t.same(dangersOf(draft), []);
  t.same(dangersOf({ ...draft, permissions: ['orders:write'] }), ['writes-from-anywhere']);
  t.same(dangersOf({ ...draft, permissions: ['withdraw:write'] }), [
    'withdrawal-from-anywhere',
    'never-expires',
  ]);
  const ipRule = { ...draft.ipRule, isAny: false };
  const expiry = { choice: '30', date: '' } as const;
  t.same(dangersOf({ ...draft, permissions: ['withdraw:write'], ipRule, expiry }), ['withdrawal']);
  t.same(dangersOf({ ...draft, permissions: ['orders:write'], ipRule }), []);
});

t.test('an expiry is kept to the minute, and spans count from the moment of asking', async (t) => {
  t.equal(expiresAtOf(expiryOf('2027-01-31T12:34:00.000Z'), NOW), '2027-01-31T12:34:00.000Z');
  t.equal(expiresAtOf({ choice: '30', date: '' }, NOW), '2026-12-26T12:00:00.000Z');
  t.equal(expiresAtOf({ choice: 'date', date: '' }, NOW), '', 'for the service to refuse');
});

t.test('a creation is asked for often at first, then seldom, and not beyond its end', async (t) => {
  const creation = { createdAt: '2026-11-26T11:59:00Z', expiresAt: '2026-11-26T12:29:00Z' };
  const waiting = { ...creation, state: 'awaiting_confirmation' as const };
  const delayAt = (time: string) => pollingDelay(waiting, new Date(`2026-11-26T${time}Z`));
  t.same(['12:00:00', '12:20:00', '12:29:30', '12:31:00'].map(delayAt), [2_500, 10_000, 10_000, false]);
  t.equal(pollingDelay({ ...creation, state: 'revealed' }, NOW), false);
});

t.test('an address is known again by its owner and not learned by others', async (t) => {
  t.equal(maskAddress('ada.lovelace@example.com'), 'a…@example.com');
  t.equal(maskAddress('"a@b"@example.com'), '"…@example.com');
});

t.test('no example has room for a secret', async (t) => {
  for (const [name, snippet] of Object.entries(SNIPPETS)) {
    const text = snippet({ gatewayUrl: 'https://api.example.com', keyId: 'ck_1' });
    t.match(text, 'ck_1', name);
    t.match(text, /(https|wss):\/\/api\.example\.com/, name);
    t.match(text, 'COUNTERSIGN_SECRET', name);
    t.notMatch(text, /cs_/, name);
  }
});

t.test('what is offered is what the service takes', async (t) => {
  t.equal(MAX_IP_ENTRIES, LIMITS.ipAllowlistEntries);
  t.equal(Math.max(...OLD_KEY_SECONDS), LIMITS.replacedKeySeconds);
  t.ok(Math.max(...EXPIRY_DAYS) * 86_400 <= LIMITS.keyLifetimeSeconds);
});

t.test(
  'a secret is shown until the window is over by the service’s clock, whatever the reader’s says',
  async (t) => {
    t.equal(REVEAL_WINDOW_MS, LIMITS.revealSeconds * 1_000);
    const after = (ms: number) => new Date(NOW.getTime() + ms);
    const until = after(240_000).toISOString();
    for (const skew of [0, 235_000, 3_600_000, -3_600_000])
      t.equal(shownForMs(until, NOW, after(skew)), 240_000);
    t.equal(shownForMs(until, null, NOW), 240_000, 'without it, the reader’s own will do');
    for (const skew of [3_600_000, -3_600_000])
      t.equal(shownForMs(until, null, after(skew)), REVEAL_WINDOW_MS, 'as long as it can be right');
  },
);

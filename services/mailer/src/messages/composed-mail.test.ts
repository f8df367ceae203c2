import type { Mail } from '@countersign/outbox';
import { DEFAULT_PERMISSIONS, describePermission, PERMISSIONS } from '@countersign/permissions';
import fc from 'fast-check';
import t from 'tap';
import { TEST_CONFIRMATION, TEST_CONTEXT, TEST_EDIT_CONFIRMATION, TEST_TOKEN } from '../test-outbox.ts';
import { composeMail } from './composed-mail.ts';

type Confirmation = Extract<Mail, { template: 'key-confirmation' }>['payload'];

const confirmation = (changes: Partial<Confirmation> = {}) =>
  composeMail(
    { template: 'key-confirmation', payload: { ...TEST_CONFIRMATION.payload, ...changes } },
    TEST_CONTEXT,
  );
const hrefs = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);

t.test('KS-52: every link of every mail has the configured origin, its token in the fragment', async (t) => {
  const mails: Record<string, Mail> = {
    '/confirm#creation=5b6e9a52-4a5f-4c3f-9b39-0d8c5f6a1c11&amp;token=': TEST_CONFIRMATION,
    '/confirm#edit=2c0d8f0e-7b1a-4c56-9a3e-5f0a1d2b3c4d&amp;token=': TEST_EDIT_CONFIRMATION,
    '/verify-email#token=': { template: 'email-verification', payload: { token: TEST_TOKEN } },
    '/change-email#token=': {
      template: 'email-change',
      payload: { token: TEST_TOKEN, linkExpiresAt: '2026-11-23T13:04:00.000Z' },
    },
    '/reset-password#token=': {
      template: 'password-reset',
      payload: {
        token: TEST_TOKEN,
        requestedAt: '2026-11-23T12:34:00.000Z',
        requestedFrom: { ip: '192.0.2.7', userAgent: 'Mozilla/5.0' },
        linkExpiresAt: '2026-11-23T13:04:00.000Z',
      },
    },
  };
  for (const [path, mail] of Object.entries(mails)) {
    const { html, text } = composeMail(mail, TEST_CONTEXT);
    const expected = `https://keys.example.com${path}${TEST_TOKEN}`;
    t.strictSame(new Set(hrefs(html)), new Set([expected]));
    t.match(text, expected.replaceAll('&amp;', '&'));
    t.ok(
      text.split('\n').some((line) => line === expected.replaceAll('&amp;', '&')),
      'the link stands alone on its line',
    );
  }
  for (const template of ['already-registered', 'email-change-impossible'] as const) {
    const payload = { requestedAt: '2026-11-23T12:34:00.000Z' };
    const { html } = composeMail({ template, payload }, TEST_CONTEXT);
    t.strictSame(new Set(hrefs(html)), new Set(['https://keys.example.com/']));
  }
});

t.test('a token that is no token cannot leave its place in the link', async (t) => {
  const { html, text } = confirmation({
    token: '"><a href="https://evil.example/?',
    creationId: '#&token=x',
  });
  for (const href of hrefs(html))
    t.ok(href?.startsWith('https://keys.example.com/confirm#creation=%23%26token%3Dx&amp;token=%22'));
  t.notMatch(text, 'https://evil.example');
});

t.test('nothing is loaded from anywhere, and nothing runs', async (t) => {
  const { html } = confirmation({ permissions: PERMISSIONS });
  t.notMatch(html, /<(img|script|iframe|link|object|form|svg)|url\(|@import|\bon\w+=|src=/i);
  t.ok(Buffer.byteLength(html) < 100_000, 'Gmail clips a mail of more than 102 kB');
});

t.test(
  'both parts say every permission in words, the rule for IP addresses, the expiry, and who asked',
  async (t) => {
    const { html, text } = confirmation({
      permissions: PERMISSIONS,
      ipAllowlist: ['192.0.2.0/24', '2001:db8::/32'],
      keyExpiresAt: '2027-05-01T00:00:00.000Z',
      requestedFrom: {
        ip: '203.0.113.77',
        userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0',
      },
    });
    for (const part of [html, text]) {
      for (const permission of PERMISSIONS) t.match(part, describePermission(permission).sentence);
      for (const words of [
        'Create API Key',
        'Trading bot',
        '192.0.2.0/24',
        '2001:db8::/32',
        '1 May 2027, 00:00 UTC',
        '203.0.113.77',
        'Firefox on Windows',
        '23 November 2026, 12:34 UTC',
        '23 November 2026, 13:04 UTC',
        'browser where you started',
        'Not you?',
        'revoke every API key that you do not know',
      ]) {
        t.match(part.replaceAll(/\s+/g, ' '), words);
      }
    }
  },
);

t.test('a key that may withdraw is warned about before anything else; another is not', async (t) => {
  const grave = confirmation({ permissions: PERMISSIONS });
  const harmless = confirmation({ permissions: DEFAULT_PERMISSIONS });
  for (const part of ['html', 'text'] as const) {
    const warned = grave[part].search(/this key can withdraw funds/i);
    t.ok(warned > 0 && warned < grave[part].indexOf('Trading bot'));
    t.notMatch(harmless[part], /withdraw funds/i);
  }
});

t.test(
  'the mail of an edit says in both parts what the key gains, keeps and loses, and from where',
  async (t) => {
    const { subject, html, text } = composeMail(TEST_EDIT_CONFIRMATION, TEST_CONTEXT);
    t.equal(subject, 'Countersign: confirm the change of an API key');
    for (const part of [html, text]) {
      const words = part.replaceAll(/\s+/g, ' ');
      const places = [
        ...['This key can withdraw funds', 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU', '192.0.2.10'],
        ...['now: Any IP address', 'Never', 'now: 31 January 2027, 12:00 UTC'],
        ...['may do in addition', 'Withdraw funds from the platform'],
        ...['may do already', 'See wallet balances and deposit addresses'],
        ...['may not do any more', 'See orders and their status'],
        ...['Update Permissions', '203.0.113.77', 'Not you?'],
      ].map((expected) => words.toLowerCase().indexOf(expected.toLowerCase()));
      t.ok(
        places.every((place) => place > 0),
        `${places}`,
      );
      t.same(
        places.slice(6, 12),
        places.slice(6, 12).toSorted((a, b) => a - b),
        'each below its title',
      );
      t.notMatch(words, 'New label', 'what stays is not said to change');
    }
    const { after } = TEST_EDIT_CONFIRMATION.payload;
    const unknown = { ...after, permissions: ['everything:write'] as never };
    const payload = { ...TEST_EDIT_CONFIRMATION.payload, after: unknown };
    t.throws(() => composeMail({ template: 'key-edit-confirmation', payload }, TEST_CONTEXT));
  },
);

t.test('the mail of a replacement says whose place the key takes, and when that one ends', async (t) => {
  const replaces = { keyId: 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU', label: 'Old bot', endsInSeconds: 86_400 };
  for (const part of ['html', 'text'] as const) {
    const words = confirmation({ replaces })[part].replaceAll(/\s+/g, ' ');
    t.match(words, 'Old bot (ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU)');
    t.match(words, 'That key stops working 1 day later.');
    t.match(confirmation({ replaces: { ...replaces, endsInSeconds: 0 } })[part], 'at once');
    t.notMatch(confirmation()[part], 'Replaces');
  }
});

t.test('no permission is ever left out: one that is not in the catalogue stops the mail', async (t) => {
  t.throws(() => confirmation({ permissions: ['orders:read', 'everything:write'] as never }));
});

t.test('absent values are said, not skipped', async (t) => {
  const { text } = confirmation({ label: null, ipAllowlist: null, keyExpiresAt: null });
  t.match(text, /Label: +None/);
  t.match(text, /Works from: +Any IP address/);
  t.match(text, /Expires: +Never/);
});

t.test('KS-67, KS-72: whatever the label, it is shown as text and changes nothing around it', async () => {
  const marker = confirmation({ label: 'LABEL' });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (label) => {
      const { html, text } = confirmation({ label });
      const [before = '', after = ''] = marker.html.split('LABEL');
      const inner = html.slice(before.length, html.length - after.length);
      return (
        html.startsWith(before) &&
        html.endsWith(after) &&
        !/[<>"']/.test(inner) &&
        text.split('\n').length === marker.text.split('\n').length &&
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        !/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\u200b-\u200f]/.test(text)
      );
    }),
    { numRuns: 1_000 },
  );
});

t.test('the subject is ours alone: nothing a person typed is in a header', async (t) => {
  t.equal(confirmation({ label: 'evil' }).subject, 'Countersign: confirm your new API key');
});

t.test('the text part keeps to 72 columns except for links and values', async (t) => {
  const { text } = confirmation({ permissions: PERMISSIONS });
  for (const line of text.split('\n')) t.ok(line.length <= 78 || line.startsWith('https://'), line);
});

import type { NoticeKind } from '@countersign/outbox';
import { PERMISSIONS } from '@countersign/permissions';
import fc from 'fast-check';
import t from 'tap';
import { TEST_CONTEXT, TEST_TOKEN } from '../test-outbox.ts';
import { composeMail } from './composed-mail.ts';
import { NOTICE_KINDS, TEST_FACTS, testNotice, WITHOUT_LINK } from './test-notices.ts';

const compose = (kind: NoticeKind, facts?: unknown) => composeMail(testNotice(kind, facts), TEST_CONTEXT);
const hrefs = (html: string) => new Set([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href));
const LINK = `https://keys.example.com/revoke-all#token=${TEST_TOKEN}`;

/** Kinds that show a label, with what else they show. */
const LABELLED: readonly NoticeKind[] = NOTICE_KINDS.filter((kind) => 'label' in TEST_FACTS[kind]);
const labelled = (kind: NoticeKind, label: unknown) => compose(kind, { ...TEST_FACTS[kind], label });

for (const kind of NOTICE_KINDS) {
  t.test(`KS-90 ${kind}: both parts say what happened, when, from where, and how to object`, async (t) => {
    const { subject, html, text } = compose(kind);
    t.match(subject, /^Countersign: [a-z][A-Za-z -]+$/, 'one line of our own words');
    const hasLink = !WITHOUT_LINK.includes(kind);
    for (const part of [html, text]) {
      for (const words of [
        '23 November 2026, 12:34 UTC',
        '203.0.113.77',
        'Firefox on Windows',
        'Not you?',
        ...(hasLink ? ['Revoke everything', 'ends every session', '30 November 2026, 12:34 UTC'] : []),
      ]) {
        t.match(part.replaceAll(/\s+/g, ' '), words);
      }
    }
    t.same(hrefs(html), new Set(hasLink ? [LINK] : []), 'one link, to the configured origin');
    t.equal(text.includes(`\n${LINK}\n`), hasLink, 'alone on its line');
    t.notMatch(html, /<(img|script|iframe|link|object|form|svg)|url\(|@import|\bon\w+=|src=/i);
    t.notMatch(html + text, /undefined|null|\[object/);
    for (const line of text.split('\n')) t.ok(line.length <= 78 || line.startsWith('https://'), line);
  });
}

t.test('no two kinds have the same subject', async (t) => {
  t.equal(new Set(NOTICE_KINDS.map((kind) => compose(kind).subject)).size, NOTICE_KINDS.length);
});

t.test('KS-67, KS-72: whatever the label, it is shown as text and changes nothing around it', async () => {
  for (const kind of LABELLED) {
    const marker = labelled(kind, 'LABEL');
    const [before = '', after = ''] = marker.html.split('LABEL');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (label) => {
        const { html, text, subject } = labelled(kind, label);
        const inner = html.slice(before.length, html.length - after.length);
        return (
          html.startsWith(before) &&
          html.endsWith(after) &&
          !/[<>"']/.test(inner) &&
          subject === marker.subject &&
          text.split('\n').length === marker.text.split('\n').length &&
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
          !/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\u200b-\u200f]/.test(text)
        );
      }),
      { numRuns: 200 },
    );
  }
});

t.test('KS-68: a label with CRLF and a header stays one line of the body', async (t) => {
  for (const kind of LABELLED) {
    const { subject, text } = labelled(kind, 'Bot\r\nBcc: evil@example.net\r\n\r\n<b>Pay</b>');
    t.notMatch(subject, /[\r\n]|evil/);
    t.notMatch(text, /^Bcc:/m);
    t.match(text, /Bot.+Bcc: evil@example\.net/);
  }
});

t.test('KS-70: an address of any form is a text in the mail, never a link or a recipient', async (t) => {
  for (const address of [
    '"evil@evil.com x"@example.com',
    'u@example.com <evil@evil.com>',
    'g: evil@evil.com;',
    '<a href="https://evil.example">ada@example.com</a>',
  ]) {
    const mail = compose('email-changed', { oldEmail: 'ada@example.com', newEmail: address });
    t.same(hrefs(mail.html), new Set([LINK]));
    t.notMatch(mail.subject, /evil/);
    t.same(Object.keys(mail), ['subject', 'text', 'html'], 'who gets it is not for the template to say');
  }
});

t.test('KS-71: a fact that is an object reaches no part: the mail is not composed', async (t) => {
  const file = { path: '/etc/passwd' };
  for (const kind of LABELLED) t.throws(() => labelled(kind, file));
  t.throws(() => compose('email-changed', { oldEmail: file, newEmail: { href: 'http://localhost/' } }));
  t.throws(() => compose('identity-linked', { provider: file }));
  t.throws(() => compose('key-created', { ...TEST_FACTS['key-created'], permissions: ['evil:write'] }));
  for (const facts of [{ unusedCodes: file }, {}]) {
    t.notMatch(compose('recovery-code-used', facts).text, /passwd|object/);
  }
});

t.test('a kind that this version does not know stops the mail', async (t) => {
  t.throws(() => compose('lottery-won' as never, {}));
  t.throws(() => compose('constructor' as never, {}));
});

t.test('that a key may withdraw is said before anything else of it', async (t) => {
  const added = { permissions: { added: PERMISSIONS, removed: [] } };
  for (const { text } of [
    compose('key-created', { ...TEST_FACTS['key-created'], permissions: PERMISSIONS }),
    compose('key-widened', { ...TEST_FACTS['key-widened'], changes: added }),
  ]) {
    const warned = text.search(/this key can withdraw funds/i);
    t.ok(warned > 0 && warned < text.indexOf('Trading bot'));
  }
  t.notMatch(compose('key-edited').text, /withdraw funds/i);
});

t.test('an edit is shown line by line, as it is now and as it was', async (t) => {
  const { text } = compose('key-edited');
  t.match(text, /What it may no longer do\n {2}Orders\n {4}Write {2}Place, change and cancel orders/);
  t.match(text, /Label: +Trading bot\n +before: +None/);
  t.match(text, /Works from: +192\.0\.2\.0\/24\n +2001:db8::\/32\n +before: +Any IP address/);
  t.match(text, /Expires: +1 May 2027, 00:00 UTC\n +before: +Never/);
});

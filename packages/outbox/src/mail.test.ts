import { randomUUID } from 'node:crypto';
import { testKeyrings } from '@countersign/testing';
import fc from 'fast-check';
import t from 'tap';
import { type Mail, type SignedMail, sealMail, signMail } from './index.ts';
import { openMail } from './open-mail.ts';

const keyrings = testKeyrings();
const MAIL: Mail = { template: 'email-verification', payload: { token: 'the-token-in-clear' } };

function message(
  changes: { id?: string; recipient?: string; notAfter?: Date; mail?: Mail } = {},
): SignedMail {
  const notAfter = new Date('2031-02-03T04:05:06.789Z');
  return sealMail(
    { id: randomUUID(), recipient: 'ada@example.com', notAfter, mail: MAIL, ...changes },
    keyrings,
  );
}

t.test('the mailer opens what the key service sealed and signed', async (t) => {
  t.strictSame(openMail(message(), keyrings), { ok: true, mail: MAIL });
});

t.test('a stored message shows nothing of what it says', async (t) => {
  const stored = message();
  t.notOk(stored.sealed.includes('the-token-in-clear'));
  t.notMatch(JSON.stringify(stored), /the-token-in-clear/);
});

t.test('a message sent again under a new id opens with the same content', async (t) => {
  const { signature: _, signingKeyId: __, ...first } = message();
  const again = signMail({ ...first, id: randomUUID() }, keyrings.sign);
  t.ok(again.sealed.equals(first.sealed));
  t.strictSame(openMail(again, keyrings), { ok: true, mail: MAIL });
});

t.test('KS-89: a message that someone with write access to the outbox made up is refused', async (t) => {
  const genuine = message();
  const stranger = testKeyrings();
  const other = message({ recipient: 'eve@example.net' });
  const forgeries: Record<string, SignedMail> = {
    'own text': { ...genuine, sealed: message({ mail: { ...MAIL, payload: { token: 'mine' } } }).sealed },
    'own text, own signature': sealMail(
      { ...genuine, mail: MAIL },
      { sealToMailer: keyrings.sealToMailer, sign: stranger.sign },
    ),
    'other recipient': { ...genuine, recipient: 'eve@example.net' },
    'other recipient, ciphertext and signature of a message to them': {
      ...genuine,
      ...other,
      id: genuine.id,
    },
    'old ciphertext under a new id': { ...genuine, id: randomUUID() },
    'changed not-after': { ...genuine, notAfter: new Date(genuine.notAfter.getTime() + 1) },
    'other template': { ...genuine, template: 'already-registered' },
    'other sealing key': { ...genuine, kekId: 'mailer-2' },
    'other signing key': { ...genuine, signingKeyId: 'signing-2' },
    'no signature': { ...genuine, signature: Buffer.alloc(0) },
    'empty signature of the right length': { ...genuine, signature: Buffer.alloc(64) },
  };
  for (const [name, forged] of Object.entries(forgeries)) {
    t.strictSame(openMail(forged, keyrings), { ok: false, reason: 'not-signed-by-us' }, name);
  }
});

t.test('a genuine signature does not make a template known, a key present or a seal whole', async (t) => {
  const { signature: _, signingKeyId: __, ...content } = message();
  const signed = (changes: Partial<SignedMail>) => signMail({ ...content, ...changes }, keyrings.sign);
  const reason = (changes: Partial<SignedMail>) => openMail(signed(changes), keyrings);
  const broken = Buffer.from(content.sealed);
  broken[40] = (broken[40] ?? 0) ^ 1;
  t.strictSame(reason({ template: 'newsletter' }), { ok: false, reason: 'unknown-template' });
  t.strictSame(reason({ template: '__proto__' }), { ok: false, reason: 'unknown-template' });
  t.strictSame(reason({ kekId: 'mailer-9' }), { ok: false, reason: 'unknown-sealing-key' });
  t.strictSame(reason({ sealed: broken }), { ok: false, reason: 'not-openable' });
  t.strictSame(reason({ sealed: Buffer.alloc(3) }), { ok: false, reason: 'not-openable' });
  t.strictSame(reason({ recipient: 'eve@example.net' }), { ok: false, reason: 'not-openable' });
});

t.test('whatever a mail says arrives unchanged, and no flipped bit goes unnoticed', async () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.emailAddress(),
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') }),
      fc.nat(),
      (token, recipient, notAfter, position) => {
        const mail: Mail = { template: 'email-verification', payload: { token } };
        const sent = message({ recipient, notAfter, mail });
        const opened = openMail(sent, keyrings);
        const flipped = Buffer.from(sent.sealed);
        const at = position % flipped.length;
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (position % 8));
        return (
          opened.ok &&
          // JSON is the format on the way; it keeps every string that UTF-8 can carry.
          JSON.stringify(opened.mail) === JSON.stringify(mail) &&
          !openMail({ ...sent, sealed: flipped }, keyrings).ok
        );
      },
    ),
    { numRuns: 300 },
  );
});

import t from 'tap';
import { smtpFailure } from './smtp-failure.ts';

const error = (fields: object) => Object.assign(new Error('the server said: SECRET'), fields);

t.test('only a 5yz about the message itself is permanent', async (t) => {
  const permanent = (fields: object) => smtpFailure(error(fields)).isPermanent;
  t.ok(permanent({ code: 'EENVELOPE', responseCode: 550, permanent: true }));
  t.ok(permanent({ code: 'EMESSAGE', responseCode: 554, permanent: true }));
  t.ok(permanent({ code: 'EENVELOPE', command: 'API' }), 'an address that nodemailer refuses');
  t.notOk(permanent({ code: 'EENVELOPE', responseCode: 450, permanent: false }));
  t.notOk(permanent({ code: 'EAUTH', responseCode: 535, permanent: true }), 'a wrong password');
  t.notOk(permanent({ code: 'EENVELOPE', responseCode: 530, permanent: true }), 'sign in first');
  t.notOk(permanent({ code: 'EPROTOCOL', responseCode: 554, permanent: true }), 'a greeting of refusal');
  t.notOk(permanent({ code: 'ETIMEDOUT' }));
  t.notOk(permanent({}));
});

t.test('what is kept of an error is a word and a status, never what the server wrote', async (t) => {
  const kept = (thrown: unknown) => smtpFailure(thrown).failure;
  t.equal(kept(error({ code: 'EENVELOPE', responseCode: 550, response: '550 SECRET' })), 'EENVELOPE 550');
  t.equal(kept(error({ code: 'secret token', responseCode: 'SECRET' })), 'EUNKNOWN');
  t.equal(kept(error({ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' })), 'ETLS');
  for (const thrown of [null, undefined, 'SECRET', 7]) t.equal(kept(thrown), 'EUNKNOWN');
});

t.test('trouble with TLS or sign-in calls for the operator; a refused recipient does not', async (t) => {
  const calls = (fields: object) => smtpFailure(error(fields)).needsOperator;
  t.ok(calls({ code: 'ETLS' }));
  t.ok(calls({ code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }));
  t.ok(calls({ code: 'EAUTH', responseCode: 535 }));
  t.ok(calls({ code: 'EENVELOPE', responseCode: 530 }));
  t.notOk(calls({ code: 'EENVELOPE', responseCode: 550 }));
  t.notOk(calls({ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }));
});

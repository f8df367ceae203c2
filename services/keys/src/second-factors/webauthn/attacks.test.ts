import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import t, { type Test } from 'tap';
import { CEREMONY_FAULTS, type CeremonyFaultCode } from './ceremony-fault.ts';
import { TestAuthenticator } from './test-authenticator.ts';
import { type Encodable, encodeCbor } from './test-cbor.ts';
import {
  assertionOf,
  assertOnce,
  ORIGIN,
  registerOnce,
  registrationOf,
  type Twist,
  USER_HANDLE,
  verifiedRegistration,
} from './test-ceremonies.ts';
import { verifyAssertion, verifyRegistration } from './webauthn-adapter.ts';

const refused = (fault: CeremonyFaultCode) => ({ ok: false, fault }) as const;

/** Both ceremonies with the same twist come to the same fault. */
async function refusesBoth(t: Test, twist: Twist, fault: CeremonyFaultCode): Promise<void> {
  const authenticator = new TestAuthenticator();
  const registration = await verifiedRegistration(authenticator);
  t.same(await registerOnce(authenticator, twist), refused(fault), `registration: ${fault}`);
  t.same(await assertOnce(authenticator, registration, twist), refused(fault), `assertion: ${fault}`);
}

t.test('KS-14: an answer to another challenge, or to none, is refused', async (t) => {
  await refusesBoth(t, { expected: { challenge: randomBytes(32) } }, 'challenge-mismatch');
  for (const challenge of [undefined, null, '', 7, `${randomBytes(32).toString('base64url')}=`]) {
    await refusesBoth(t, { tampering: { clientData: { challenge } } }, 'challenge-mismatch');
  }
});

t.test('KS-14, KS-16: a registration is no assertion, and the other way round', async (t) => {
  const authenticator = new TestAuthenticator();
  const registration = await verifiedRegistration(authenticator);
  const asAssertion = { tampering: { clientData: { type: 'webauthn.create' } } };
  t.same(await assertOnce(authenticator, registration, asAssertion), refused('type-mismatch'));
  const asRegistration = { tampering: { clientData: { type: 'webauthn.get' } } };
  t.same(await registerOnce(authenticator, asRegistration), refused('type-mismatch'));
  await refusesBoth(t, { tampering: { clientData: { type: 'payment.get' } } }, 'type-mismatch');
});

t.test('KS-15: only the exact origins of our pages are taken', async (t) => {
  const origins = [
    'https://evil.example.com',
    'https://keys.example.com.evil.example',
    'http://keys.example.com',
    'https://keys.example.com:8443',
    'https://keys.example.com/',
    'https://KEYS.example.com',
    'null',
    null,
    undefined,
    [ORIGIN],
    'android:apk-key-hash:2jmj7l5rSw0yVb_vlWAYkK_YBwk',
    'ios:bundle-id:com.example.keys',
  ];
  for (const origin of origins)
    await refusesBoth(t, { tampering: { clientData: { origin } } }, 'origin-refused');
});

t.test('KS-16: what was made for another RP ID is refused', async (t) => {
  for (const rpId of ['evil.example.com', 'example.com', 'KEYS.example.com']) {
    await refusesBoth(t, { tampering: { rpId } }, 'rp-mismatch');
  }
});

t.test('KS-17: a page within a page of somebody else is refused', async (t) => {
  for (const clientData of [
    { crossOrigin: true },
    { crossOrigin: 'false' },
    { crossOrigin: null },
    { topOrigin: 'https://evil.example.com' },
    { topOrigin: ORIGIN },
    { crossOrigin: true, topOrigin: 'https://evil.example.com' },
  ]) {
    await refusesBoth(t, { tampering: { clientData } }, 'cross-origin-refused');
  }
  const authenticator = new TestAuthenticator();
  t.match(await registerOnce(authenticator, { tampering: { clientData: { crossOrigin: undefined } } }), {
    ok: true,
  });
});

t.test(
  'KS-18: without a touch, without a required PIN, or backed up though not eligible: refused',
  async (t) => {
    await refusesBoth(t, { tampering: { flags: (bits) => bits & ~0x01 } }, 'user-not-present');
    const unverified = { flags: (bits: number) => bits & ~0x04 };
    await refusesBoth(
      t,
      { tampering: unverified, expected: { requireUserVerification: true } },
      'user-not-verified',
    );
    await refusesBoth(t, { tampering: { flags: (bits) => bits | 0x10 } }, 'backup-flags-inconsistent');
  },
);

t.test(
  'KS-18: a credential that changes its backup eligibility is refused, in both directions',
  async (t) => {
    for (const backupEligible of [true, false]) {
      const authenticator = new TestAuthenticator({ backupEligible });
      const registration = await verifiedRegistration(authenticator);
      const flip = { tampering: { flags: (bits: number) => bits ^ 0x08 } };
      t.same(await assertOnce(authenticator, registration, flip), refused('backup-eligibility-changed'));
    }
  },
);

t.test(
  'KS-19: a counter that stays, falls, or stops is refused; one that was never there is not',
  async (t) => {
    const authenticator = new TestAuthenticator();
    const registration = { ...(await verifiedRegistration(authenticator)), signatureCounter: 5 };
    const say = (signatureCounter: number) =>
      assertOnce(authenticator, registration, { tampering: { signatureCounter } });
    for (const counter of [5, 4, 1, 0])
      t.same(await say(counter), refused('counter-not-risen'), `${counter} after 5`);
    for (const counter of [6, 1_000, 2 ** 32 - 1]) {
      t.match(await say(counter), { ok: true, value: { signatureCounter: counter } }, `${counter} after 5`);
    }
    const uncounted = new TestAuthenticator({ counts: false });
    t.match(await assertOnce(uncounted, await verifiedRegistration(uncounted)), {
      ok: true,
      value: { signatureCounter: 0 },
    });
  },
);

t.test('KS-19: only the genuine key can cause the alarm about its counter', async (t) => {
  const authenticator = new TestAuthenticator();
  const registration = { ...(await verifiedRegistration(authenticator)), signatureCounter: 5 };
  const other = new TestAuthenticator();
  const forged = { tampering: { signatureCounter: 1, credentialId: authenticator.credentialId } };
  t.same(await assertOnce(other, registration, forged), refused('signature-invalid'));
});

t.test('KS-20: an assertion counts for the one credential that it names', async (t) => {
  const authenticator = new TestAuthenticator();
  const registration = await verifiedRegistration(authenticator);
  for (const credentialId of [new TestAuthenticator().credentialId, randomBytes(16)]) {
    const fault = await assertOnce(authenticator, registration, { tampering: { credentialId } });
    t.same(fault, refused('credential-mismatch'));
  }
  const given = assertionOf(authenticator, { registration });
  const id = randomBytes(32).toString('base64url');
  for (const lie of [{ id }, { rawId: id }]) {
    t.same(
      await verifyAssertion({ ...given, assertion: { ...given.assertion, ...lie } }),
      refused('credential-mismatch'),
    );
  }
  t.match(await verifyAssertion(given), { ok: true });
});

t.test('KS-20: a registration is of the credential whose key it holds', async (t) => {
  const given = registrationOf(new TestAuthenticator());
  const id = randomBytes(32).toString('base64url');
  const lie = { ...given.attestation, id, rawId: id };
  t.same(await verifyRegistration({ ...given, attestation: lie }), refused('credential-mismatch'));
});

t.test(
  "KS-20: an assertion with another account's user handle is refused, with one's own it is not",
  async (t) => {
    const authenticator = new TestAuthenticator();
    const registration = await verifiedRegistration(authenticator);
    const say = (userHandle: string | null) =>
      assertOnce(authenticator, registration, { tampering: { userHandle } });
    t.same(await say(randomBytes(32).toString('base64url')), refused('user-handle-mismatch'));
    for (const userHandle of [USER_HANDLE.toString('base64url'), '', null])
      t.match(await say(userHandle), { ok: true });
  },
);

t.test('KS-21: a key of an algorithm that was not offered is refused when it registers', async (t) => {
  for (const algorithm of ['ES384', 'EdDSA'] as const) {
    t.same(
      await registerOnce(new TestAuthenticator({ algorithm })),
      refused('algorithm-not-offered'),
      algorithm,
    );
  }
});

t.test('KS-22: an authenticator that knows EdDSA only learns what is supported', async (t) => {
  const verdict = await registerOnce(new TestAuthenticator({ algorithm: 'EdDSA' }));
  t.match(!verdict.ok && CEREMONY_FAULTS[verdict.fault], /only ES256 and RS256/);
});

t.test('KS-23: a passkey reached over hybrid transport registers and signs in', async (t) => {
  const authenticator = new TestAuthenticator({ transports: ['internal', 'hybrid', 'telepathy'] });
  const registration = await verifiedRegistration(authenticator);
  t.same(registration.transports, ['hybrid', 'internal']);
  const given = assertionOf(authenticator, { registration });
  t.same(given.asked.allowCredentials[0]?.transports, ['hybrid', 'internal']);
  t.match(await verifyAssertion(given), { ok: true });
});

t.test('KS-26: certificates that nobody knows neither help nor harm', async (t) => {
  const plain = await registerOnce(new TestAuthenticator());
  t.ok(plain.ok);
  for (const attestation of ['packed', 'fido-u2f'] as const) {
    const authenticator = new TestAuthenticator({ attestation });
    const registration = await verifiedRegistration(authenticator);
    t.same(
      Object.keys(registration),
      Object.keys(plain.ok ? plain.value : {}),
      'nothing more is known of it',
    );
    t.match(await assertOnce(authenticator, registration), { ok: true }, attestation);
  }
  const broken = { tampering: { statement: () => ({ x5c: [randomBytes(500)], sig: randomBytes(70) }) } };
  for (const format of ['packed', 'fido-u2f', 'tpm', 'apple', 'android-key', 'made-up']) {
    const twist = { tampering: { ...broken.tampering, format } };
    t.match(await registerOnce(new TestAuthenticator(), twist), { ok: true }, format);
  }
});

t.test('KS-26: a self-attestation must be by the key itself, and none must be empty', async (t) => {
  const authenticator = new TestAuthenticator({ attestation: 'self' });
  const say = (statement: () => Record<string, Encodable>) =>
    registerOnce(authenticator, { tampering: { statement } });
  const sig = sign('sha256', randomBytes(64), generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  for (const statement of [
    { alg: -7, sig },
    { alg: -257, sig },
    { alg: -7 },
    { sig },
    { alg: -7, sig, ecdaaKeyId: sig },
  ]) {
    t.same(await say(() => statement), refused('attestation-invalid'));
  }
  const respelt = (own: Record<string, Encodable>) => ({
    ...own,
    sig: Buffer.concat([Buffer.from([0x31]), (own.sig as Buffer).subarray(1)]),
  });
  t.same(
    await registerOnce(authenticator, { tampering: { statement: respelt } }),
    refused('attestation-invalid'),
  );
  const full = { tampering: { statement: () => ({ alg: -7 }) } };
  t.same(await registerOnce(new TestAuthenticator(), full), refused('attestation-invalid'));
});

t.test('an assertion brings no new credential, and no answer brings kilobytes of extensions', async (t) => {
  const authenticator = new TestAuthenticator();
  const registration = await verifiedRegistration(authenticator);
  const withMore = (bit: number, more: Buffer) => ({
    tampering: {
      flags: (bits: number) => bits | bit,
      authenticatorData: (bytes: Buffer) => Buffer.concat([bytes, more]),
    },
  });
  const id = authenticator.credentialId;
  const credential = Buffer.concat([
    Buffer.alloc(16),
    Buffer.from([0, id.length]),
    id,
    authenticator.coseKey(),
  ]);
  t.same(await assertOnce(authenticator, registration, withMore(0x40, credential)), refused('malformed'));
  const extensions = (bytes: number) => withMore(0x80, encodeCbor({ largeBlob: randomBytes(bytes) }));
  for (const ask of [
    (bytes: number) => registerOnce(new TestAuthenticator(), extensions(bytes)),
    (bytes: number) => assertOnce(authenticator, registration, extensions(bytes)),
  ]) {
    t.match(await ask(1_000), { ok: true });
    t.same(await ask(2_048), refused('malformed'));
  }
});

t.test('a signature counts in its one form, and for these very bytes', async (t) => {
  const authenticator = new TestAuthenticator();
  const registration = await verifiedRegistration(authenticator);
  const say = (signature: (bytes: Buffer) => Buffer) =>
    assertOnce(authenticator, registration, { tampering: { signature } });
  for (const spoil of [
    (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0])]),
    (bytes: Buffer) => bytes.subarray(0, -1),
    (bytes: Buffer) => Buffer.concat([Buffer.from([0x31]), bytes.subarray(1)]),
    () => Buffer.alloc(70),
    () => Buffer.alloc(0),
  ]) {
    t.same(await say(spoil), refused('signature-invalid'));
  }
  const given = assertionOf(authenticator, { registration });
  const { response } = given.assertion;
  const data = Buffer.from(response.authenticatorData, 'base64url');
  data.writeUInt32BE(1_000, 33);
  const changed = { ...response, authenticatorData: data.toString('base64url') };
  t.same(
    await verifyAssertion({ ...given, assertion: { ...given.assertion, response: changed } }),
    refused('signature-invalid'),
  );
});

t.test('what is handed in stays as it was', async (t) => {
  const authenticator = new TestAuthenticator();
  const registering = registrationOf(authenticator);
  const asserting = assertionOf(authenticator, { registration: await verifiedRegistration(authenticator) });
  const before = JSON.stringify([registering, asserting]);
  t.match(await verifyRegistration(registering), { ok: true });
  t.match(await verifyAssertion(asserting), { ok: true });
  t.equal(JSON.stringify([registering, asserting]), before);
});

import { type Static, Type } from 'typebox';
import { OneOf } from '../../api-keys/api-key.ts';
import { TRANSPORTS } from './transports.ts';

/** base64url without padding, of at most `bytes` bytes. */
const Base64Url = (bytes: number, description: string, example: string) =>
  Type.String({
    description: `${description} In base64url without padding.`,
    pattern: '^[A-Za-z0-9_-]+$',
    maxLength: Math.ceil((bytes * 4) / 3),
    examples: [example],
  });

const CredentialId = Base64Url(
  1_023,
  'The id that the security key gave its credential.',
  'nQ1xGaAJ3TIm3KA0yQ1UQ7nT5A0yPq4S4sYl0j3L9X0',
);
const ClientData = Base64Url(
  2_048,
  'What the browser says that it was asked, and by whom.',
  'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoi…'.replace('…', ''),
);

const PublicKeyType = Type.Literal('public-key', { description: 'The only kind of credential there is.' });

/** What the browser adds around an answer (`PublicKeyCredential.toJSON()`); nothing of it is signed or used. */
const around = {
  id: CredentialId,
  rawId: CredentialId,
  type: PublicKeyType,
  authenticatorAttachment: Type.Optional(
    Type.Union([Type.String({ maxLength: 32, examples: ['cross-platform'] }), Type.Null()], {
      description: 'Whether it is built into the device.',
    }),
  ),
  clientExtensionResults: Type.Optional(
    Type.Object({}, { maxProperties: 16, description: 'Ignored: no extension is asked for.' }),
  ),
};

export const AttestationSchema = Type.Object(
  {
    ...around,
    response: Type.Object(
      {
        clientDataJSON: ClientData,
        attestationObject: Base64Url(
          8_192,
          'The new public key, as the security key attests it.',
          'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVjE',
        ),
        transports: Type.Optional(
          Type.Array(Type.String({ maxLength: 32, examples: ['usb'] }), {
            maxItems: 16,
            description: 'How the security key can be reached; ones that are not known are left out.',
          }),
        ),
        authenticatorData: Type.Optional(
          Base64Url(
            2_048,
            'Ignored: part of the attestation object.',
            'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2M',
          ),
        ),
        publicKey: Type.Optional(
          Type.Union([
            Base64Url(
              2_048,
              'Ignored: part of the attestation object.',
              'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE',
            ),
            Type.Null(),
          ]),
        ),
        publicKeyAlgorithm: Type.Optional(
          Type.Integer({ description: 'Ignored: part of the attestation object.', examples: [-7] }),
        ),
      },
      { additionalProperties: false, description: 'What the security key answered.' },
    ),
  },
  {
    additionalProperties: false,
    title: 'Attestation',
    description:
      'What `navigator.credentials.create()` gave, as its `toJSON()` writes it (RegistrationResponseJSON).',
  },
);

export const AssertionSchema = Type.Object(
  {
    ...around,
    response: Type.Object(
      {
        clientDataJSON: ClientData,
        authenticatorData: Base64Url(
          2_048,
          'What the security key says of itself and of the person.',
          'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg',
        ),
        signature: Base64Url(
          512,
          'The security key signs both.',
          'MEUCIQDyDs1Aq3xMUM4kKrGzPuKzRbOFzyDzdvFzJ1GqAiBqRg',
        ),
        userHandle: Type.Optional(
          Type.Union(
            [Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: 88, examples: [''] }), Type.Null()],
            { description: 'Whom a resident credential belongs to; else empty or `null`.' },
          ),
        ),
      },
      { additionalProperties: false, description: 'What the security key answered.' },
    ),
  },
  {
    additionalProperties: false,
    title: 'Assertion',
    description:
      'What `navigator.credentials.get()` gave, as its `toJSON()` writes it (AuthenticationResponseJSON).',
  },
);

export type Attestation = Static<typeof AttestationSchema>;
export type Assertion = Static<typeof AssertionSchema>;

const Challenge = Base64Url(64, 'Random, answered once.', 'q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A');
const RpId = Type.String({
  description: 'The site that credentials belong to.',
  examples: ['keys.example.com'],
});
const UserVerification = Type.Union([Type.Literal('preferred'), Type.Literal('required')], {
  description: 'Whether a PIN or a fingerprint has to be asked for.',
  examples: ['preferred'],
});
const TimeoutMs = Type.Integer({
  description: 'How long the person has, in milliseconds.',
  examples: [300_000],
});

const TransportSchema = OneOf(TRANSPORTS, { examples: ['usb'] });

const DescriptorSchema = Type.Object({
  type: PublicKeyType,
  id: CredentialId,
  transports: Type.Array(TransportSchema, {
    description: 'How it can be reached.',
    examples: [['usb', 'nfc']],
  }),
});

export const RegistrationOptionsSchema = Type.Object(
  {
    rp: Type.Object(
      { id: RpId, name: Type.String({ description: 'As the browser shows it.', examples: ['Countersign'] }) },
      { description: 'The site that the credential is made for.' },
    ),
    user: Type.Object(
      {
        id: Base64Url(
          64,
          'A name for the account that tells nothing about it.',
          'Kq0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6',
        ),
        name: Type.String({ description: 'As the security key shows it.', examples: ['ada@example.com'] }),
        displayName: Type.String({ description: 'The same, for people.', examples: ['ada@example.com'] }),
      },
      { description: 'Whom the credential is made for.' },
    ),
    challenge: Challenge,
    pubKeyCredParams: Type.Array(
      Type.Object({
        type: PublicKeyType,
        alg: Type.Integer({ description: 'A COSE algorithm; -7 is ES256.', examples: [-7] }),
      }),
      { description: 'The signature algorithms that are taken.' },
    ),
    timeout: TimeoutMs,
    excludeCredentials: Type.Array(DescriptorSchema, {
      description: "The account's security keys: none is registered twice.",
    }),
    authenticatorSelection: Type.Object(
      {
        residentKey: Type.Literal('discouraged', { description: 'The credential need not fill up the key.' }),
        requireResidentKey: Type.Literal(false, { description: 'The same, for older browsers.' }),
        userVerification: UserVerification,
      },
      { description: 'What is asked of the security key.' },
    ),
    attestation: Type.Literal('none', { description: 'The make of a security key is not asked for.' }),
  },
  {
    title: 'RegistrationOptions',
    description: 'For `PublicKeyCredential.parseCreationOptionsFromJSON()`.',
  },
);

export const AssertionOptionsSchema = Type.Object(
  {
    challenge: Challenge,
    timeout: TimeoutMs,
    rpId: RpId,
    allowCredentials: Type.Array(DescriptorSchema, { description: "The account's security keys." }),
    userVerification: UserVerification,
  },
  { title: 'AssertionOptions', description: 'For `PublicKeyCredential.parseRequestOptionsFromJSON()`.' },
);

export type CredentialDescriptor = Static<typeof DescriptorSchema>;
export type RegistrationOptions = Static<typeof RegistrationOptionsSchema>;
export type AssertionOptions = Static<typeof AssertionOptionsSchema>;

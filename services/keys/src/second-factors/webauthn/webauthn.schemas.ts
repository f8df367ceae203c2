import { type Static, Type } from 'typebox';
import { OneOf } from '../../api-keys/api-key.ts';
import { TRANSPORTS } from './transports.ts';

/** base64url without padding, of at most `bytes` bytes. */
const Base64Url = (bytes: number, example: string) =>
  Type.String({
    pattern: '^[A-Za-z0-9_-]+$',
    maxLength: Math.ceil((bytes * 4) / 3),
    examples: [example],
  });

const CredentialId = Base64Url(1_023, 'nQ1xGaAJ3TIm3KA0yQ1UQ7nT5A0yPq4S4sYl0j3L9X0');
const ClientData = Base64Url(2_048, 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoi…'.replace('…', ''));

/** What the browser adds around an answer (`PublicKeyCredential.toJSON()`); nothing of it is signed or used. */
const around = {
  id: CredentialId,
  rawId: CredentialId,
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(
    Type.Union([Type.String({ maxLength: 32, examples: ['cross-platform'] }), Type.Null()]),
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
        attestationObject: Base64Url(8_192, 'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVjE'),
        transports: Type.Optional(
          Type.Array(Type.String({ maxLength: 32, examples: ['usb'] }), { maxItems: 16 }),
        ),
        authenticatorData: Type.Optional(Base64Url(2_048, 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2M')),
        publicKey: Type.Optional(
          Type.Union([Base64Url(2_048, 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE'), Type.Null()]),
        ),
        publicKeyAlgorithm: Type.Optional(Type.Integer({ examples: [-7] })),
      },
      { additionalProperties: false },
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
        authenticatorData: Base64Url(2_048, 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAg'),
        signature: Base64Url(512, 'MEUCIQDyDs1Aq3xMUM4kKrGzPuKzRbOFzyDzdvFzJ1GqAiBqRg'),
        userHandle: Type.Optional(
          Type.Union([
            Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: 88, examples: [''] }),
            Type.Null(),
          ]),
        ),
      },
      { additionalProperties: false },
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

const Challenge = Base64Url(64, 'q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A');
const RpId = Type.String({ examples: ['keys.example.com'] });
const UserVerification = Type.Union([Type.Literal('preferred'), Type.Literal('required')], {
  examples: ['preferred'],
});
const TimeoutMs = Type.Integer({ description: 'Milliseconds.', examples: [300_000] });

const TransportSchema = OneOf(TRANSPORTS, { examples: ['usb'] });

const DescriptorSchema = Type.Object({
  type: Type.Literal('public-key'),
  id: CredentialId,
  transports: Type.Array(TransportSchema, {
    examples: [['usb', 'nfc']],
  }),
});

export const RegistrationOptionsSchema = Type.Object(
  {
    rp: Type.Object({ id: RpId, name: Type.String({ examples: ['Countersign'] }) }),
    user: Type.Object({
      id: Base64Url(64, 'Kq0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6'),
      name: Type.String({ examples: ['ada@example.com'] }),
      displayName: Type.String({ examples: ['ada@example.com'] }),
    }),
    challenge: Challenge,
    pubKeyCredParams: Type.Array(
      Type.Object({ type: Type.Literal('public-key'), alg: Type.Integer({ examples: [-7] }) }),
    ),
    timeout: TimeoutMs,
    excludeCredentials: Type.Array(DescriptorSchema),
    authenticatorSelection: Type.Object({
      residentKey: Type.Literal('discouraged'),
      requireResidentKey: Type.Literal(false),
      userVerification: UserVerification,
    }),
    attestation: Type.Literal('none'),
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
    allowCredentials: Type.Array(DescriptorSchema),
    userVerification: UserVerification,
  },
  { title: 'AssertionOptions', description: 'For `PublicKeyCredential.parseRequestOptionsFromJSON()`.' },
);

export type CredentialDescriptor = Static<typeof DescriptorSchema>;
export type RegistrationOptions = Static<typeof RegistrationOptionsSchema>;
export type AssertionOptions = Static<typeof AssertionOptionsSchema>;

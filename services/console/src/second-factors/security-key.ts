import type { AnswerOf, components } from '@countersign/client';

type Options = AnswerOf<'post', '/v1/second-factors/webauthn/challenge'>['publicKey'];
type Attestation = components['schemas']['Attestation'];

/** Has a new security key make its credential. Rejects as `navigator.credentials.create()` does, also when aborted. */
export async function createCredential(options: Options, signal: AbortSignal): Promise<Attestation> {
  const credential = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    signal,
  });
  signal.throwIfAborted();
  if (!(credential instanceof PublicKeyCredential)) {
    throw new DOMException('no credential', 'NotAllowedError');
  }
  return credential.toJSON() as Attestation;
}

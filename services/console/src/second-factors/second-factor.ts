import type { components } from '@countersign/client';
import { api } from '../api/client.ts';
import { untilSignedIn } from '../api/session-gone.ts';

type Schemas = components['schemas'];

export type SecondFactor = Schemas['SecondFactor'];
export type SecondFactorMethod = Schemas['SessionState']['secondFactorMethods'][number];

/** What a second factor is asked for. A security key signs exactly this: nothing else can be done with its answer. */
export type Approval = Schemas['SecondFactorChallengeRequest'];

/** Asks the person to touch a security key. Rejects as `navigator.credentials.get()` does, or as the call before it. */
export async function touchSecurityKey(approval: Approval, signal: AbortSignal): Promise<SecondFactor> {
  const ask = () => api.post('/v1/second-factor-challenges', { body: approval, signal });
  // Whoever is just signing in has no session to be renewed first.
  const { challengeId, publicKey } = await (approval.purpose === 'sign-in' ? ask() : untilSignedIn(ask));
  const credential = await navigator.credentials.get({
    signal,
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey),
  });
  if (!(credential instanceof PublicKeyCredential))
    throw new DOMException('no credential', 'NotAllowedError');
  const assertion = credential.toJSON() as Extract<SecondFactor, { method: 'webauthn' }>['assertion'];
  return { method: 'webauthn', challengeId, assertion };
}

/** The one that takes the least work of those that the account has. */
const PREFERENCE: readonly SecondFactorMethod[] = ['webauthn', 'totp', 'recovery_code'];

export const byPreference = (methods: readonly SecondFactorMethod[]): SecondFactorMethod[] =>
  PREFERENCE.filter((method) => methods.includes(method));

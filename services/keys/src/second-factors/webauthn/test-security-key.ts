import { TEST_ORIGIN, type TestApp, type TestUser } from '../../http/test-app.ts';
import type { TestAnswer, TestBrowser } from '../../http/test-browser.ts';
import type { SecondFactor } from '../second-factor.ts';
import { type Tampering, TestAuthenticator } from './test-authenticator.ts';

const PAGE = { origin: TEST_ORIGIN };

type Approvable = { readonly purpose: string; readonly subject?: string; readonly change?: object };

/** A security key that is registered with an account, and the browser's part in using it. */
export type TestSecurityKey = {
  readonly factorId: string;
  readonly authenticator: TestAuthenticator;
  /** Asks for a challenge in this browser and answers it: a second factor for exactly this. */
  approve(browser: TestBrowser, what: Approvable, tampering?: Tampering): Promise<SecondFactor>;
};

type Registration = {
  readonly label?: string;
  readonly authenticator?: TestAuthenticator;
  readonly tampering?: Tampering;
  /** Made for the challenge ID, once that is known. */
  readonly secondFactor?: (challengeId: string) => unknown;
};

/** Registers a security key through the API, and answers with what came of it. */
export async function tryToRegister(
  browser: TestBrowser,
  { label = 'Blue key', authenticator = new TestAuthenticator(), tampering, secondFactor }: Registration = {},
): Promise<TestAnswer> {
  const asked = await browser.post('/v1/second-factors/webauthn/challenge');
  if (asked.status !== 201) return asked;
  const { body } = asked;
  const attestation = authenticator.register(body.publicKey, PAGE, tampering);
  const approval = secondFactor === undefined ? {} : { secondFactor: await secondFactor(body.challengeId) };
  return browser.post('/v1/second-factors/webauthn', { label, attestation, ...approval });
}

/** The same, which must succeed. */
export async function registerSecurityKey(
  browser: TestBrowser,
  { authenticator = new TestAuthenticator(), ...registration }: Registration = {},
): Promise<TestSecurityKey & { readonly recoveryCodes: readonly string[] | null }> {
  const { status, body, text } = await tryToRegister(browser, { ...registration, authenticator });
  if (status !== 201) throw new Error(`not registered: ${text}`);
  return {
    factorId: body.factor.id,
    recoveryCodes: body.recoveryCodes,
    authenticator,
    async approve(where, what, tampering) {
      const asked = await where.post('/v1/second-factor-challenges', what);
      if (asked.status !== 201) throw new Error(`no challenge: ${asked.text}`);
      const { challengeId, publicKey } = asked.body;
      return {
        method: 'webauthn',
        challengeId,
        assertion: authenticator.assert(publicKey, PAGE, tampering),
      };
    },
  };
}

export type TestKeyOwner = {
  readonly user: TestUser;
  readonly browser: TestBrowser;
  readonly securityKey: TestSecurityKey;
  readonly recoveryCodes: readonly string[];
};

/** A user whose only factor is a security key, signed in with it. */
export async function signInWithSecurityKey(service: TestApp): Promise<TestKeyOwner> {
  const { user, browser } = await service.signIn();
  const { recoveryCodes, ...securityKey } = await registerSecurityKey(browser);
  return { user, browser, securityKey, recoveryCodes: recoveryCodes ?? [] };
}

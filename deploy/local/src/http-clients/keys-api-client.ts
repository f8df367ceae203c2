import { type CookieJar, cookieHeader, storeCookies } from './cookie-jar.ts';

/** A problem (RFC 9457) that the key service answered with. */
export class KeysApiProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(call: string, status: number, code: string, detail: string) {
    super(`${call} answered ${status} ${code}${detail === '' ? '' : `: ${detail}`}`);
    this.name = 'KeysApiProblem';
    this.status = status;
    this.code = code;
  }
}

export type SecondFactor =
  | { readonly method: 'totp'; readonly code: string }
  | { readonly method: 'recovery_code'; readonly code: string };

export type KeyCreation = {
  readonly id: string;
  readonly state: string;
  readonly secondFactorMethods: readonly string[];
  readonly expiresAt: string;
};
export type KeyCreationRequest = {
  readonly label?: string;
  readonly permissions: readonly string[];
  readonly ipAllowlist?: readonly string[];
  readonly expiresAt?: string;
};
export type ApiKey = {
  readonly id: string;
  readonly label: string | null;
  readonly permissions: readonly string[];
  readonly status: 'active' | 'expired' | 'revoked';
  readonly version: number;
};
export type Reveal = {
  readonly apiKey: ApiKey;
  readonly secret: string;
  readonly qr: { readonly payload: string; readonly svg: string };
  readonly revealUntil: string;
};

export type KeysApiClient = ReturnType<typeof createKeysApiClient>;

const TIMEOUT_MS = 20_000;

/**
 * The key service's public API as a browser would use it, cookies included.
 *
 * @param origin for example `http://localhost:3000`
 * @throws KeysApiProblem from every call that the service refuses
 */
export function createKeysApiClient(origin: string, jar: CookieJar = new Map()) {
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const cookies = cookieHeader(jar);
    const response = await fetch(`${origin}/v1${path}`, {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookies === null ? {} : { cookie: cookies }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    storeCookies(jar, response.headers.getSetCookie());
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : parseJson(text);
    if (response.ok) return answer as T;
    const { code = 'no-code', detail = '' } = (answer ?? {}) as { code?: string; detail?: string };
    throw new KeysApiProblem(`${method} /v1${path}`, response.status, code, detail);
  };
  const id = encodeURIComponent;
  return {
    jar,
    register: (email: string, password: string) => call<void>('POST', '/users', { email, password }),
    verifyEmail: (token: string) => call<void>('POST', '/users/email-verification', { token }),
    signIn: (email: string, password: string) =>
      call<{ assurance: 'password' | 'second_factor' }>('POST', '/session', { email, password }),
    stepUp: (secondFactor: SecondFactor) => call<unknown>('POST', '/session/second-factor', { secondFactor }),
    session: () =>
      call<{ user: { emailVerified: boolean }; assurance: 'password' | 'second_factor' }>('GET', '/session'),
    signOut: () => call<void>('DELETE', '/session'),
    enrolTotp: () =>
      call<{ id: string; secret: string; otpauthUri: string; qrSvg: string }>('POST', '/second-factors/totp'),
    activateTotp: (factorId: string, code: string) =>
      call<{ recoveryCodes: string[] }>('POST', `/second-factors/totp/${id(factorId)}/activation`, { code }),
    startKeyCreation: (request: KeyCreationRequest) => call<KeyCreation>('POST', '/key-creations', request),
    keyCreation: (creationId: string) => call<KeyCreation>('GET', `/key-creations/${id(creationId)}`),
    proveSecondFactor: (creationId: string, secondFactor: SecondFactor) =>
      call<KeyCreation>('POST', `/key-creations/${id(creationId)}/second-factor`, { secondFactor }),
    confirm: (creationId: string, token: string) =>
      call<Reveal>('POST', `/key-creations/${id(creationId)}/confirmation`, { token }),
    resendConfirmationMail: (creationId: string) =>
      call<unknown>('POST', `/key-creations/${id(creationId)}/confirmation-email`),
    acknowledge: (creationId: string) =>
      call<void>('POST', `/key-creations/${id(creationId)}/acknowledgement`),
    keys: () => call<{ items: ApiKey[]; nextCursor: string | null }>('GET', '/keys'),
    revoke: (keyId: string) => call<{ apiKey: ApiKey }>('POST', `/keys/${id(keyId)}/revocation`, {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

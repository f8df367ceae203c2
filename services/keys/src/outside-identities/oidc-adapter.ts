import type { Logger } from '@countersign/runtime';
import type { Redacted } from '@countersign/sealing';
import * as client from 'openid-client';
import { Refusal, type RefusalCode } from '../refusal.ts';
import type { ExchangeSecrets } from './exchange-secrets.ts';
import type { IdentityProvider, ProvenIdentity, ProviderAnswer } from './identity-provider.ts';

export type OidcSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Redacted<string>;
  readonly scopes: string;
  readonly name: string;
  /** Registered at the provider: our callback. */
  readonly redirectUri: string;
  readonly returnPaths: readonly string[];
};

type Context = { readonly logger: Logger; readonly now: () => Date };

/** For each request to the provider; an exchange makes four at most, and must end before the server's own time-out. */
const TIMEOUT_SECONDS = 3;
const DISCOVERY_ATTEMPTS = 2;
const DISCOVERED_FOR_MS = 3_600_000;
/** A provider that does not answer is left alone for a moment, however many people try to sign in. */
const FAILED_FOR_MS = 5_000;
/** Discovery documents and key sets are a few kilobytes. */
const ANSWER_BYTES_MAX = 262_144;
/** What the provider calls the credential for its own API (RFC 6749 §5.1). Used once, for the address. */
const BEARER = 'access_token';
/** OpenID Connect Core 1.0 §2: a subject has 255 ASCII characters at most. */
const SUBJECT = /^[\x20-\x7e]{1,255}$/;

/**
 * OpenID Connect by openid-client: authorization code with PKCE. The library leaves the ID token's signature
 * unchecked when the token came over TLS; here it is checked always. Asks the provider nothing before it is needed.
 */
export function createIdentityProvider(settings: OidcSettings, context: Context): IdentityProvider {
  const { issuer, name, returnPaths } = settings;
  const discovered = createDiscovery(settings, context);
  return {
    issuer,
    name,
    returnPaths,
    async authorizationUrl({ state, nonce, codeVerifier }) {
      const config = await discovered();
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: settings.redirectUri,
        scope: settings.scopes,
        response_mode: 'query',
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return url.href;
    },
    async identify(answer, secrets) {
      const config = await discovered();
      try {
        return await redeem(config, settings, answer, secrets);
      } catch (error) {
        throw toRefusal(error, context.logger);
      }
    },
  };
}

async function redeem(
  config: client.Configuration,
  { redirectUri }: OidcSettings,
  answer: ProviderAnswer,
  { state, nonce, codeVerifier }: ExchangeSecrets,
): Promise<ProvenIdentity> {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer))
    if (value !== undefined) url.searchParams.set(name, value);
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier };
  const tokens = await client.authorizationCodeGrant(config, url, checks);
  const claims = tokens.claims();
  if (claims === undefined || !SUBJECT.test(claims.sub)) {
    throw new Refusal('outside-sign-in-invalid', { reason: 'the subject is not one' });
  }
  const hasUserInfo = config.serverMetadata().userinfo_endpoint !== undefined;
  // Many providers keep the address out of the ID token.
  const facts =
    claims.email === undefined && hasUserInfo
      ? await client.fetchUserInfo(config, tokens[BEARER], claims.sub)
      : claims;
  const isVerified = facts.email_verified === true && typeof facts.email === 'string';
  return {
    issuer: claims.iss,
    subject: claims.sub,
    verifiedEmail: isVerified ? String(facts.email) : null,
  };
}

type Discovered = { readonly config: client.Configuration; readonly at: number };

/** The provider's description: fetched when first needed, once for all who wait for it, and again after an hour. */
function createDiscovery(settings: OidcSettings, { logger, now }: Context) {
  let known: Discovered | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<client.Configuration> | null = null;

  async function ask(): Promise<client.Configuration> {
    try {
      const config = await discover(settings);
      known = { config, at: now().getTime() };
      return config;
    } catch (error) {
      failedAt = now().getTime();
      const { reason } = asRefusal(error).extras;
      logger.error({ reason }, 'the identity provider cannot be discovered');
      // What was true an hour ago is most likely still true; the provider will say so if not.
      if (known !== null) return known.config;
      throw new Refusal('identity-provider-unavailable', { ...(reason && { reason }), retryAfterSeconds: 5 });
    } finally {
      underWay = null;
    }
  }

  return (): Promise<client.Configuration> => {
    const at = now().getTime();
    const isFresh = known !== null && at - known.at < DISCOVERED_FOR_MS;
    const hasJustFailed = Math.abs(at - failedAt) < FAILED_FOR_MS;
    if (known !== null && (isFresh || hasJustFailed)) return Promise.resolve(known.config);
    if (hasJustFailed) {
      return Promise.reject(new Refusal('identity-provider-unavailable', { retryAfterSeconds: 5 }));
    }
    underWay ??= ask();
    return underWay;
  };
}

async function discover(settings: OidcSettings, attempt = 1): Promise<client.Configuration> {
  const { issuer, clientId, clientSecret } = settings;
  const isHttp = issuer.startsWith('http:');
  try {
    return await client.discovery(new URL(issuer), clientId, undefined, authenticate(clientSecret), {
      timeout: TIMEOUT_SECONDS,
      execute: [client.enableNonRepudiationChecks, ...(isHttp ? [client.allowInsecureRequests] : [])],
      [client.customFetch]: boundedFetch,
    });
  } catch (error) {
    if (attempt >= DISCOVERY_ATTEMPTS) throw error;
    return discover(settings, attempt + 1);
  }
}

/** As the provider supports it; `client_secret_basic` is what it must mean if it says nothing (OpenID Connect Discovery 1.0 §3). */
function authenticate(secret: Redacted<string>): client.ClientAuth {
  const basic = client.ClientSecretBasic(secret.expose());
  const post = client.ClientSecretPost(secret.expose());
  return (server, metadata, body, headers) => {
    const supported = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (supported.includes('client_secret_basic') ? basic : post)(server, metadata, body, headers);
  };
}

/** No connection, no answer in time, or one that does not end: all of them are the provider's silence. */
const boundedFetch: client.CustomFetch = async (url, options) => {
  try {
    const response = await fetch(url, options as RequestInit);
    const { status, headers } = response;
    return new Response(response.body === null ? null : await readBounded(response.body), {
      status,
      headers,
    });
  } catch (error) {
    throw new Refusal('identity-provider-unavailable', { reason: codeOf(error) });
  }
};

async function readBounded(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    // Leaving the loop lets go of the connection.
    if (length > ANSWER_BYTES_MAX) throw new Error('the answer of the identity provider is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What the provider may answer instead of a code (RFC 6749 §4.1.2.1, OpenID Connect Core 1.0 §3.1.2.6). */
const ANSWERED_ERRORS: Readonly<Record<string, RefusalCode>> = {
  access_denied: 'outside-sign-in-declined',
  login_required: 'outside-sign-in-declined',
  interaction_required: 'outside-sign-in-declined',
  consent_required: 'outside-sign-in-declined',
  account_selection_required: 'outside-sign-in-declined',
  server_error: 'identity-provider-unavailable',
  temporarily_unavailable: 'identity-provider-unavailable',
  // The operator's settings and the provider's differ: nothing that the person could mend.
  unauthorized_client: 'identity-provider-unavailable',
  invalid_client: 'identity-provider-unavailable',
};

/** Not what the protocol knows as an answer: a 500, a page of a proxy. */
const NO_ANSWERS = new Set(['OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']);

/** What went wrong as a refusal of ours. The provider's words go nowhere: anybody could have put them into the URL. */
function toRefusal(error: unknown, logger: Logger): Refusal {
  const refusal = asRefusal(error);
  const { code, extras } = refusal;
  if (code === 'identity-provider-unavailable') logger.error(extras, 'the identity provider gave no answer');
  return refusal;
}

function asRefusal(error: unknown): Refusal {
  // The library wraps what it does not know.
  for (const thrown of [error, (error as Error).cause]) if (thrown instanceof Refusal) return thrown;
  const reason = codeOf(error);
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError) {
    return new Refusal(ANSWERED_ERRORS[error.error] ?? 'outside-sign-in-invalid', { reason });
  }
  // A 401 of the token endpoint means the client, that is us (RFC 6749 §5.2).
  const isOurFault = error instanceof client.WWWAuthenticateChallengeError;
  const isSilence = isOurFault || NO_ANSWERS.has(reason);
  return new Refusal(isSilence ? 'identity-provider-unavailable' : 'outside-sign-in-invalid', { reason });
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name: string };
  return typeof code === 'string' ? code : name;
}

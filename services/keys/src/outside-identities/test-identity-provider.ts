import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Redacted } from '@countersign/sealing';
import Provider from 'oidc-provider';
import type { OidcSettings } from './oidc-adapter.ts';

/** What the provider says of a person; `email_verified` is `unknown` because providers get its type wrong. */
export type Account = { readonly email?: string; readonly email_verified?: unknown };
type Claims = Record<string, unknown>;
/** Turns an ID token into what a broken or hostile provider would send. */
export type Forgery = (claims: Claims, forge: Forge) => string;
export type Forge = {
  signed(claims: Claims): string;
  signedByAnother(claims: Claims): string;
  unsigned(claims: Claims): string;
};

export type TestIdentityProvider = {
  readonly settings: OidcSettings;
  readonly accounts: Map<string, Account>;
  /** Paths asked for, in order. */
  readonly requests: string[];
  /** Applied to every ID token from now on; `null`: none. */
  forgery: Forgery | null;
  /** From now on requests are taken and never answered. */
  isSilent: boolean;
  close(): Promise<void>;
};

const CLIENT = { id: 'countersign', secret: 'a secret of the client, for tests' };

/** A real OpenID provider (node-oidc-provider) on a port of its own, over HTTP. */
export async function startIdentityProvider(
  consoleOrigin: string,
  { returnPaths = ['/', '/account'] }: { returnPaths?: readonly string[] } = {},
): Promise<TestIdentityProvider> {
  const accounts = new Map<string, Account>();
  const requests: string[] = [];
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirectUri = `${consoleOrigin}/v1/session/outside/callback`;
  const { provider, forge } = createProvider(issuer, redirectUri, accounts);
  const state: TestIdentityProvider = {
    settings: {
      issuer,
      clientId: CLIENT.id,
      clientSecret: new Redacted(CLIENT.secret),
      scopes: 'openid email',
      name: 'Example Exchange',
      redirectUri,
      returnPaths,
    },
    accounts,
    requests,
    forgery: null,
    isSilent: false,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  provider.use(async (context, next) => {
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (context.path !== '/token' || body?.id_token === undefined || state.forgery === null) return;
    body.id_token = state.forgery(claimsOf(body.id_token), forge);
  });
  // Composed now: what is used afterwards would not take part.
  const handle = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', issuer);
    requests.push(pathname);
    if (state.isSilent) return;
    if (pathname.startsWith('/interaction/')) interact(provider, request, response);
    else handle(request, response);
  });
  return state;
}

function createProvider(issuer: string, redirectUri: string, accounts: ReadonlyMap<string, Account>) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const another = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const header = { alg: 'ES256', kid: 'provider-1' };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), ...header, use: 'sig' }] },
    cookies: { keys: ['for tests only'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, ...accounts.get(sub) }) as Claims & { sub: string },
    }),
  });
  const forge: Forge = {
    signed: (claims) => jwt(header, claims, privateKey),
    signedByAnother: (claims) => jwt(header, claims, another),
    unsigned: (claims) => jwt({ alg: 'none' }, claims, null),
  };
  return { provider, forge };
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

function jwt(
  header: object,
  claims: Claims,
  key: ReturnType<typeof generateKeyPairSync>['privateKey'] | null,
): string {
  const content = `${encoded(header)}.${encoded(claims)}`;
  if (key === null) return `${content}.`;
  const signature = sign('sha256', Buffer.from(content), { key: key as never, dsaEncoding: 'ieee-p1363' });
  return `${content}.${signature.toString('base64url')}`;
}

/** The provider's own page: who are you, or not at all. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Provider</title><form method="post">
<label>Who <input name="login" autofocus></label><button name="answer" value="yes">Sign in</button>
<button name="answer" value="no">Cancel</button></form>`);
    return;
  }
  const form = new URLSearchParams(await text(request));
  const accountId = form.get('login') ?? '';
  if (form.get('answer') !== 'yes') {
    const declined = { error: 'access_denied', error_description: '<script>alert(1)</script>' };
    await provider.interactionFinished(request, response, declined);
    return;
  }
  const grant = new provider.Grant({ accountId, clientId: String(params.client_id) });
  grant.addOIDCScope('openid email');
  const done = { login: { accountId }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, done);
}

/**
 * A person at the provider, with a browser there: follows the redirects, answers the page, and stops where the
 * provider sends the browser away.
 *
 * @returns the address of our callback with the provider's answer
 */
export async function answerAtProvider(
  authorizationUrl: string,
  answer: { login: string } | 'cancel',
): Promise<string> {
  const { origin } = new URL(authorizationUrl);
  const jar = new Map<string, string>();
  let url = authorizationUrl;
  let body: URLSearchParams | null = null;
  for (let step = 0; step < 10; step++) {
    const cookie = Array.from(jar, ([name, value]) => `${name}=${value}`).join('; ');
    const sent = body === null ? {} : { method: 'POST', body };
    const response = await fetch(url, { ...sent, headers: { cookie }, redirect: 'manual' });
    for (const header of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (header.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null && body !== null) throw new Error(`the provider answered ${response.status}`);
    body = location === null ? formOf(answer) : null;
    if (location !== null) url = new URL(location, url).href;
    if (new URL(url).origin !== origin) return url;
  }
  throw new Error('the provider redirects for ever');
}

const formOf = (answer: { login: string } | 'cancel') =>
  new URLSearchParams(answer === 'cancel' ? { answer: 'no' } : { answer: 'yes', login: answer.login });

import { randomBytes } from 'node:crypto';
import { createLogger } from '@countersign/runtime';
import { Redacted } from '@countersign/sealing';
import t from 'tap';
import type { Refusal } from '../refusal.ts';
import { exchangeSecrets } from './exchange-secrets.ts';
import type { ProviderAnswer } from './identity-provider.ts';
import { createIdentityProvider } from './oidc-adapter.ts';
import { answerAtProvider, type Forgery, startIdentityProvider } from './test-identity-provider.ts';

// The adapter alone against a real provider, honest and forged.

const clock = { at: Date.now() };
const context = {
  logger: createLogger('keys', 'silent', { write: () => {} }),
  now: () => new Date(clock.at),
};
const newSecrets = () => exchangeSecrets(new Redacted(randomBytes(32).toString('base64url')));
const codeOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => 'identified',
    (error: Refusal) => error.code,
  );

async function start(t: { teardown(fn: () => unknown): void }) {
  const provider = await startIdentityProvider('https://keys.example.com');
  t.teardown(() => provider.close());
  const adapter = createIdentityProvider(provider.settings, context);
  /** A person signs in at the provider; who the adapter then says it was. */
  const identify = async (login = 'ada', secrets = newSecrets()) => {
    const callback = new URL(await answerAtProvider(await adapter.authorizationUrl(secrets), { login }));
    return adapter.identify(Object.fromEntries(callback.searchParams) as ProviderAnswer, secrets);
  };
  return { provider, adapter, identify };
}

t.test('who signed in at the provider is identified by issuer and subject', async (t) => {
  const { provider, identify } = await start(t);
  provider.accounts.set('ada', { email: 'Ada@Example.com', email_verified: true });
  const { issuer } = provider.settings;
  t.same(await identify('ada'), { issuer, subject: 'ada', verifiedEmail: 'Ada@Example.com' });
});

t.test('an address counts only where the provider says in so many words that it verified it', async (t) => {
  const { provider, identify } = await start(t);
  for (const account of [
    { email: 'ada@example.com' },
    { email: 'ada@example.com', email_verified: false },
    { email: 'ada@example.com', email_verified: 'true' },
    { email: 'ada@example.com', email_verified: 1 },
    { email_verified: true },
  ]) {
    provider.accounts.set('ada', account);
    t.equal((await identify('ada')).verifiedEmail, null, JSON.stringify(account));
  }
});

t.test(
  'an ID token that is not for this exchange, or not from this provider, identifies nobody',
  async (t) => {
    const { provider, identify } = await start(t);
    provider.accounts.set('ada', { email: 'ada@example.com', email_verified: true });
    const now = Math.floor(Date.now() / 1_000);
    const forgeries: Record<string, Forgery> = {
      'no signature (alg none)': (claims, { unsigned }) => unsigned(claims),
      'the signature of another key': (claims, { signedByAnother }) => signedByAnother(claims),
      'a changed claim under the old signature': (claims, { signed }) => {
        const [head, , tail] = signed(claims).split('.');
        const body = Buffer.from(JSON.stringify({ ...claims, sub: 'eve' })).toString('base64url');
        return `${head}.${body}.${tail}`;
      },
      'another nonce': (claims, { signed }) => signed({ ...claims, nonce: 'another' }),
      'no nonce': ({ nonce: _, ...claims }, { signed }) => signed(claims),
      'another audience': (claims, { signed }) => signed({ ...claims, aud: 'another-client' }),
      'several audiences and another authorized party': (claims, { signed }) =>
        signed({ ...claims, aud: ['countersign', 'another'], azp: 'another' }),
      'another issuer': (claims, { signed }) => signed({ ...claims, iss: 'https://evil.example' }),
      'an ID token that has expired': (claims, { signed }) =>
        signed({ ...claims, iat: now - 900, exp: now - 600 }),
      'no subject': ({ sub: _, ...claims }, { signed }) => signed(claims),
      'a subject that is not one': (claims, { signed }) => signed({ ...claims, sub: 'x'.repeat(256) }),
      'a subject other than the address belongs to': (claims, { signed }) =>
        signed({ ...claims, sub: 'eve' }),
      'something that is no token': () => 'a.b.c',
    };
    for (const [name, forgery] of Object.entries(forgeries)) {
      provider.forgery = forgery;
      t.equal(await codeOf(identify('ada')), 'outside-sign-in-invalid', name);
    }
    provider.forgery = (claims, { signed }) => signed(claims);
    t.equal(await codeOf(identify('ada')), 'identified', 'forging alone is not what makes the difference');
  },
);

t.test('the provider is described once for everybody, and again after an hour', async (t) => {
  const { provider, adapter } = await start(t);
  const described = () => provider.requests.filter((path) => path.includes('.well-known')).length;
  t.equal(described(), 0, 'not before somebody wants to sign in');
  await Promise.all(Array.from({ length: 5 }, () => adapter.authorizationUrl(newSecrets())));
  t.equal(described(), 1);
  clock.at += 3_600_000;
  await adapter.authorizationUrl(newSecrets());
  t.equal(described(), 2);
  clock.at += 3_600_000;
  await provider.close();
  t.match(
    await adapter.authorizationUrl(newSecrets()),
    provider.settings.issuer,
    'an old description will do',
  );
});

t.test('a provider that is down is asked twice, then left alone for five seconds', async (t) => {
  const { provider, adapter } = await start(t);
  provider.isSilent = true;
  const outcomes = Array.from({ length: 5 }, () => codeOf(adapter.authorizationUrl(newSecrets())));
  t.same(new Set(await Promise.all(outcomes)), new Set(['identity-provider-unavailable']));
  t.equal(provider.requests.length, 2, 'two attempts, each given up in time');
  t.equal(await codeOf(adapter.authorizationUrl(newSecrets())), 'identity-provider-unavailable');
  t.equal(provider.requests.length, 2);
  provider.isSilent = false;
  clock.at += 5_000;
  t.equal(await codeOf(adapter.authorizationUrl(newSecrets())), 'identified', 'then it is asked again');
});

t.test('a provider that falls silent in the middle is given up in time', async (t) => {
  const { provider, adapter } = await start(t);
  const secrets = newSecrets();
  const callback = new URL(await answerAtProvider(await adapter.authorizationUrl(secrets), { login: 'ada' }));
  provider.isSilent = true;
  const answer = Object.fromEntries(callback.searchParams) as ProviderAnswer;
  t.equal(await codeOf(adapter.identify(answer, secrets)), 'identity-provider-unavailable');
});

t.test('a provider that describes itself as another one is not believed', async (t) => {
  const { provider } = await start(t);
  const { port } = new URL(provider.settings.issuer);
  const issuer = `http://localhost:${port}`;
  const adapter = createIdentityProvider({ ...provider.settings, issuer }, context);
  t.equal(await codeOf(adapter.authorizationUrl(newSecrets())), 'identity-provider-unavailable');
});

t.test('a client secret that the provider does not know is the operator’s matter, and says so', async (t) => {
  const { provider } = await start(t);
  const clientSecret = new Redacted('another secret');
  const adapter = createIdentityProvider({ ...provider.settings, clientSecret }, context);
  const secrets = newSecrets();
  const callback = new URL(await answerAtProvider(await adapter.authorizationUrl(secrets), { login: 'ada' }));
  const answer = Object.fromEntries(callback.searchParams) as ProviderAnswer;
  t.equal(await codeOf(adapter.identify(answer, secrets)), 'identity-provider-unavailable');
});

import { type CountersignClient, repeatSafely } from '@countersign/client';

type Page = {
  readonly ask: (question: string) => Promise<string>;
  readonly show: (what: string, text: string) => Promise<void>;
};

export async function createKey(client: CountersignClient, { ask, show }: Page) {
  const { defaults } = await client.get('/v1/permissions');
  const body = { label: 'Trading bot', permissions: [...defaults, 'orders:write'] };
  // If the connection breaks, the repeat finds the key creation of the first attempt.
  const { id } = await repeatSafely((idempotencyKey) =>
    client.post('/v1/key-creations', { body, idempotencyKey }),
  );
  const path = { id };
  const code = await ask('Code of your authenticator app');
  const secondFactor = { method: 'totp', code } as const;
  await client.post('/v1/key-creations/{id}/second-factor', { path, body: { secondFactor } });

  // On the page that the mail's link leads to, in the same browser: `#creation=…&token=…`.
  const token = await ask('Token of the link in the mail');
  const { apiKey, secret } = await client.post('/v1/key-creations/{id}/confirmation', {
    path,
    body: { token },
  });
  await show('Your API key. The secret is shown this once', `${apiKey.id}\n${secret}`);
  await client.post('/v1/key-creations/{id}/acknowledgement', { path });
  return apiKey.id;
}

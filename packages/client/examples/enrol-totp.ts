import type { CountersignClient } from '@countersign/client';

type Page = {
  readonly ask: (question: string) => Promise<string>;
  /** Shows something once; nothing of it is kept. */
  readonly show: (what: string, text: string) => Promise<void>;
};

export async function enrolTotp(client: CountersignClient, { ask, show }: Page) {
  const { id, qrSvg, secret } = await client.post('/v1/second-factors/totp');
  await show('Scan this with your authenticator app', qrSvg);
  await show('Or type it', secret);
  const code = await ask('Code of your authenticator app');
  const { recoveryCodes } = await client.post('/v1/second-factors/totp/{id}/activation', {
    path: { id },
    body: { code },
  });
  // The first factor of an account brings them; with a further one the old ones go on.
  if (recoveryCodes !== null) {
    await show('Write these down: each replaces the app once', recoveryCodes.join('\n'));
  }
}

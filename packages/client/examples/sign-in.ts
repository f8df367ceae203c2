import { type CountersignClient, isProblem } from '@countersign/client';

/** `ask` stands for the page's own form: it shows the question and gives what the person typed. */
export async function signIn(client: CountersignClient, ask: (question: string) => Promise<string>) {
  const email = await ask('E-mail address');
  const password = await ask('Password');
  const { assurance, secondFactorMethods } = await client.post('/v1/session', { body: { email, password } });
  // Without a factor enrolled, the password is all that there is.
  if (assurance === 'second_factor' || secondFactorMethods.length === 0) return;
  for (;;) {
    const code = await ask('Code of your authenticator app');
    try {
      const secondFactor = { method: 'totp', code } as const;
      await client.post('/v1/session/second-factor', { body: { secondFactor } });
      return;
    } catch (error) {
      if (!isProblem(error, 'second-factor-invalid', 'validation-failed')) throw error;
    }
  }
}

import { Authenticator } from '../harness/authenticator.ts';
import type { ConsoleSystem, Visit } from '../harness/console.ts';
import { registerAccount } from '../harness/person.ts';
import { plugIn } from '../harness/virtual-authenticator.ts';

/**
 * The security page as a newcomer gets to know it, up to an account with an app and a security key.
 *
 * @param shoot takes the picture of what is there, under this name
 */
export async function showNewcomer(
  system: ConsoleSystem,
  { page, goto, press, fill, signInAs }: Visit,
  shoot: (name: string) => Promise<unknown>,
): Promise<void> {
  await signInAs(await registerAccount(system));
  await plugIn(page, { protocol: 'ctap2', transport: 'usb' });
  await goto('/security');
  await page.getByRole('switch').first().waitFor({ state: 'attached' });
  await shoot('security-newcomer');
  await press('Set up');
  const secret = await page.getByRole('dialog').locator('code').innerText();
  await shoot('security-app');
  await fill('Code from your authenticator app', await new Authenticator(secret).nextCode());
  await press('Activate');
  const shown = page.getByRole('dialog', { name: 'Your recovery codes' });
  const code = await shown.getByRole('listitem').first().innerText();
  await shoot('security-recovery-codes');
  await press('I have saved them');
  await press('Add a security key');
  await fill('Name', 'Blue key');
  await shoot('security-key');
  await press('Register');
  const asked = page.getByRole('dialog', { name: 'Confirm with your second factor' });
  await press('Use a recovery code instead');
  await shoot('security-step-up');
  await fill('Recovery code', code);
  await asked.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('list', { name: 'Security keys' }).waitFor();
  await asked.waitFor({ state: 'hidden' });
  await shoot('security');
  await press('Close the account …');
  await page.getByRole('checkbox').waitFor();
  await shoot('security-closing');
}

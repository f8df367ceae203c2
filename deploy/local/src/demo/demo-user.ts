/** A user made through the public API, with everything that is needed to sign in. */
export type DemoUser = {
  readonly email: string;
  readonly password: string;
  /** Base32, as an authenticator app takes it. */
  readonly totpSecret: string;
  readonly recoveryCodes: readonly string[];
};

/** Reads `demo-user.json`; `null` if it is not what was written there. */
export function parseDemoUser(text: string): DemoUser | null {
  try {
    const value = JSON.parse(text) as Partial<DemoUser> | null;
    const texts = [value?.email, value?.password, value?.totpSecret];
    const isWhole = texts.every((entry) => typeof entry === 'string') && Array.isArray(value?.recoveryCodes);
    return isWhole ? (value as DemoUser) : null;
  } catch {
    return null;
  }
}

import { createAuthenticator } from '../../../deploy/local/src/http-clients/use-authenticator.ts';

/** An authenticator app that remembers what it showed, for tests that search for it. */
export class Authenticator {
  readonly secret: string;
  readonly codes: string[] = [];
  readonly #nextCode: () => Promise<string>;

  constructor(secret: string) {
    this.secret = secret;
    this.#nextCode = createAuthenticator(secret).nextCode;
  }

  async nextCode(): Promise<string> {
    const code = await this.#nextCode();
    this.codes.push(code);
    return code;
  }

  async secondFactor(): Promise<{ method: 'totp'; code: string }> {
    return { method: 'totp', code: await this.nextCode() };
  }
}

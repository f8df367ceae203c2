import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { CookieJar } from '../../deploy/local/src/http-clients/cookie-jar.ts';
import {
  createKeysApiClient,
  type KeysApiClient,
  KeysApiProblem,
} from '../../deploy/local/src/http-clients/keys-api-client.ts';
import { createMailInbox } from '../../deploy/local/src/http-clients/mail-inbox-client.ts';
import {
  type Authenticator,
  createAuthenticator,
} from '../../deploy/local/src/http-clients/use-authenticator.ts';

const GIVE_UP_AFTER_MS = 420_000;

export type Outcome =
  | { readonly kind: 'key'; readonly keyId: string; readonly secret: string; readonly creationId: string }
  | { readonly kind: 'refused'; readonly code: string };

/**
 * A person who loses answers and tries again, as people do: after an answer that never came, they look where
 * things stand and go on from there.
 */
export class PatientPerson {
  readonly email = `${randomBytes(6).toString('hex')}@people.example`;
  readonly #password = randomBytes(12).toString('base64url');
  readonly #jar: CookieJar = new Map();
  readonly #client: KeysApiClient;
  readonly #inbox: ReturnType<typeof createMailInbox>;
  readonly #deadline = Date.now() + GIVE_UP_AFTER_MS;
  #authenticator: Authenticator | null = null;
  #lastCode = '';
  #isCodeUsed = true;

  constructor(keysUrl: string, mailInboxUrl: string) {
    this.#client = createKeysApiClient(keysUrl, this.#jar);
    this.#inbox = createMailInbox(mailInboxUrl);
  }

  /** Registers, verifies, signs in, enrols an authenticator. */
  async settleIn(): Promise<void> {
    await this.#persist('register', () => this.#client.register(this.email, this.#password));
    await this.#verifyEmail();
    await this.#enrol();
  }

  /** An answer to the registration that was lost means a second one, and then only the newest link works. */
  async #verifyEmail(): Promise<void> {
    for (;;) {
      const { token } = await this.#persist('verification mail', () => this.#inbox.nextLink(this.email));
      await this.#persist('verify', () => this.#client.verifyEmail(token), ['verification-token-invalid']);
      await this.#persist('sign in', () => this.#client.signIn(this.email, this.#password));
      const { user } = await this.#persist('session', () => this.#client.session());
      if (user.emailVerified) return;
    }
  }

  async #enrol(): Promise<void> {
    const { id, secret } = await this.#persist('enrol', () => this.#client.enrolTotp());
    const authenticator = createAuthenticator(secret);
    this.#authenticator = authenticator;
    this.#isCodeUsed = true;
    for (;;) {
      const code = await this.#code();
      try {
        await this.#client.activateTotp(id, code);
        this.#isCodeUsed = true;
        return;
      } catch (error) {
        this.#isCodeUsed = isRefusedCode(error);
        // The answer may have been lost after the fact, and with it the session's new cookie: sign in again and see.
        await this.#pause('activate');
        if (await this.#signInAgain()) return;
      }
    }
  }

  /** @returns true if the account has its second factor, and the session is past it */
  async #signInAgain(): Promise<boolean> {
    await this.#persist('sign in again', () => this.#client.signIn(this.email, this.#password));
    for (;;) {
      try {
        await this.#client.stepUp({ method: 'totp', code: await this.#code() });
        this.#isCodeUsed = true;
        return true;
      } catch (error) {
        this.#isCodeUsed = isRefusedCode(error);
        if (error instanceof KeysApiProblem && error.code === 'second-factor-not-enrolled') return false;
        await this.#pause('step up');
        await this.#persist('sign in again', () => this.#client.signIn(this.email, this.#password));
      }
    }
  }

  /** One key creation, from the request to a secret in hand or a clear no. */
  async createKey(): Promise<Outcome> {
    const { id } = await this.#persist('start', () =>
      this.#client.startKeyCreation({ label: 'crash', permissions: ['wallets:read'] }),
    );
    try {
      await this.#proveSecondFactor(id);
      const token = await this.#confirmationToken(id);
      const { apiKey, secret } = await this.#persist('confirm', () => this.#client.confirm(id, token));
      return { kind: 'key', keyId: apiKey.id, secret, creationId: id };
    } catch (error) {
      if (error instanceof KeysApiProblem) return { kind: 'refused', code: error.code };
      throw error;
    }
  }

  async #proveSecondFactor(id: string): Promise<void> {
    for (;;) {
      const { state } = await this.#persist('look', () => this.#client.keyCreation(id));
      if (state !== 'awaiting_second_factor') return;
      try {
        await this.#client.proveSecondFactor(id, { method: 'totp', code: await this.#code() });
        this.#isCodeUsed = true;
        return;
      } catch (error) {
        this.#isCodeUsed = isRefusedCode(error);
        if (isFinal(error)) throw error;
        await this.#pause('second factor');
      }
    }
  }

  async #confirmationToken(id: string): Promise<string> {
    for (;;) {
      const link = await this.#inbox.nextLink(this.email).catch(() => null);
      if (link?.creation === id) return link.token;
      if (link === null) await this.#pause('confirmation mail');
    }
  }

  /** Tries until there is an answer that means something; `done` are refusals that say it was done before. */
  async #persist<T>(what: string, call: () => Promise<T>, done: readonly string[] = []): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (error instanceof KeysApiProblem && done.includes(error.code)) return undefined as T;
        if (isFinal(error)) throw error;
        await this.#pause(`${what}: ${(error as Error).message}`);
      }
    }
  }

  /** The code on the display: the same again when nobody answered, the next one once it was taken or refused. */
  async #code(): Promise<string> {
    if (this.#isCodeUsed) this.#lastCode = await (this.#authenticator as Authenticator).nextCode();
    this.#isCodeUsed = false;
    return this.#lastCode;
  }

  async #pause(what: string): Promise<void> {
    if (Date.now() > this.#deadline) throw new Error(`${this.email} gave up at: ${what}`);
    await delay(200 + Math.random() * 300);
  }
}

/** A refusal that trying again does not change. A 5xx, a lost answer or a code that was too late may pass. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof KeysApiProblem)) return false;
  return error.status < 500 && !['rate-limited', 'second-factor-invalid'].includes(error.code);
}

const isRefusedCode = (error: unknown) =>
  error instanceof KeysApiProblem && error.code === 'second-factor-invalid';

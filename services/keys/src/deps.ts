import type { Database } from '@countersign/database';
import type { Logger } from '@countersign/runtime';
import type { Keyring, RandomBytes, SymmetricKeyring } from '@countersign/sealing';
import type { LimitScale } from './limits.ts';
import type { IdentityProvider } from './outside-identities/identity-provider.ts';
import type { RelyingParty } from './second-factors/webauthn/relying-party.ts';
import type { PasswordHasher } from './users/hash-password.ts';

/** What the key service is built from. Tests hand in their own clock, randomness and database. */
export type Deps = {
  readonly db: Database;
  readonly logger: Logger;
  /** The wall clock. What must not be fooled by a wrong clock asks the database instead (`now()`). */
  readonly now: () => Date;
  readonly randomBytes: RandomBytes;
  readonly passwordHasher: PasswordHasher;
  /** Where people can sign in from outside; `null`: nowhere. */
  readonly identityProvider: IdentityProvider | null;
  readonly keyrings: {
    readonly sealToGateway: Keyring<'seal'>;
    readonly sealToMailer: Keyring<'seal'>;
    readonly sign: Keyring<'sign'>;
    readonly totp: SymmetricKeyring;
  };
  readonly settings: {
    /** Name of this installation; part of every key record. */
    readonly environment: string;
    /** What people know the platform as: issuer in their authenticator app. */
    readonly platformName: string;
    readonly consoleOrigin: string;
    /** Folder of the built console; `null` serves the API only. */
    readonly gatewayUrl: string | null;
    readonly consoleDir: string | null;
    readonly allowedOrigins: readonly string[];
    readonly isHttps: boolean;
    readonly trustedProxies: readonly string[];
    /** The domain that security keys are registered for, and the origins that may ask them. */
    readonly webauthn: RelyingParty & { readonly requireUserVerification: boolean };
    /** How long no key can be given `withdraw:write` after the account's second factors were changed. */
    readonly withdrawHoldHours: number;
    readonly limits: LimitScale;
    /** A session ends when it was not used for so long, and after its lifetime in any case. */
    readonly sessionIdleSeconds: number;
    readonly sessionLifetimeSeconds: number;
    /** How long to go on serving, no longer ready, after being told to stop. */
    readonly drainMs: number;
    /** Shared rate limits; `null` keeps them in this process. */
    readonly redisUrl: string | null;
    readonly redisPassword: string | null;
  };
  /** Tells the relay that a committed transaction left mail to dispatch. */
  readonly nudgeRelay: () => void;
};

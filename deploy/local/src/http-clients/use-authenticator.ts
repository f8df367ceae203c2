import { setTimeout as delay } from 'node:timers/promises';
import { nextTimeStep } from './time-steps.ts';
import { totpCode } from './totp-adapter.ts';

export type Authenticator = {
  /** A code that the service has not seen; waits if all that it would take were used. */
  nextCode(): Promise<string>;
};

/** Stands in for a person's authenticator app, knowing that each time step is accepted once, in rising order. */
export function createAuthenticator(secret: string, onWait: (ms: number) => void = () => {}): Authenticator {
  let lastUsed: number | null = null;
  return {
    async nextCode() {
      const { step, waitMs } = nextTimeStep(lastUsed, Date.now());
      if (waitMs > 0) {
        onWait(waitMs);
        await delay(waitMs);
      }
      lastUsed = step;
      return totpCode(secret, step);
    },
  };
}

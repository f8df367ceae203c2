import { setTimeout as delay } from 'node:timers/promises';
import { generateSync } from 'otplib';

const STEP_SECONDS = 30;
/** Steps around the current one that the key service accepts. */
const SKEW_STEPS = 1;

/**
 * An authenticator app that never shows a code twice: every step is accepted once and in rising order, so it
 * starts one step behind and goes one ahead; only the fourth code within a step's time has to wait.
 */
export class Authenticator {
  readonly secret: string;
  #lastStep = 0;
  readonly codes: string[] = [];

  constructor(secret: string) {
    this.secret = secret;
  }

  async nextCode(): Promise<string> {
    const step = Math.max(this.#lastStep + 1, currentStep() - SKEW_STEPS);
    while (step > currentStep() + SKEW_STEPS) await delay(200);
    this.#lastStep = step;
    const code = generateSync({ secret: this.secret, epoch: step * STEP_SECONDS });
    this.codes.push(code);
    return code;
  }

  async secondFactor(): Promise<{ method: 'totp'; code: string }> {
    return { method: 'totp', code: await this.nextCode() };
  }
}

function currentStep(): number {
  return Math.floor(Date.now() / 1_000 / STEP_SECONDS);
}

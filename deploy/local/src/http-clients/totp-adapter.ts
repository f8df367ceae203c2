import { generateSync } from 'otplib';
import { TIME_STEP_SECONDS } from './time-steps.ts';

/** The TOTP code (RFC 6238) of a time step. */
export function totpCode(secret: string, timeStep: number): string {
  return generateSync({ secret, epoch: timeStep * TIME_STEP_SECONDS });
}

import type { Idempotency } from '../http/routes.ts';
import { IDEMPOTENCY_KEY_PATTERN } from '../idempotency/idempotency-key.ts';

const REPEATS: Record<Idempotency, string> = {
  'answer-kept':
    'Within 24 hours the same request with the same key gets the first answer and changes nothing.',
  'answer-secret':
    'The answer is shown once and kept nowhere, so a repeat goes by the rules of this operation; the key keeps it ' +
    'from running beside the first request.',
};

/** The header parameter of operations that take an idempotency key. */
export function idempotencyParameter(idempotency: Idempotency): object {
  return {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: `A random text of your own, such as a UUID. ${REPEATS[idempotency]}`,
    schema: { type: 'string', pattern: IDEMPOTENCY_KEY_PATTERN },
    example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
  };
}

import { Refusal } from '../refusal.ts';

/**
 * The path of the console where the way ends: one of the operator's list, compared as text. So nothing that a
 * browser would read as another site (`//evil.example`, `/\evil.example`) can ever be one.
 *
 * @throws Refusal `validation-failed`
 */
export function returnPath(asked: string | undefined, allowed: readonly string[]): string {
  if (asked === undefined) return allowed[0] ?? '/';
  if (allowed.includes(asked)) return asked;
  const detail = 'is none of the paths that are configured';
  const fault = { field: 'next', code: 'enum', detail, params: { allowed } } as const;
  throw new Refusal('validation-failed', { errors: [fault] });
}

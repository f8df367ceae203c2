import { useSearchParams } from 'wouter';
import type { KeyStatus } from './api-key.ts';

export const STATUSES = ['active', 'expired', 'revoked'] as const satisfies readonly KeyStatus[];

/** The status that the list is narrowed to, `null` for all. It stands in the address, so that going back finds it. */
export function useStatusFilter(): [KeyStatus | null, (status: KeyStatus | null) => void] {
  const [fields, setFields] = useSearchParams();
  const status = STATUSES.find((known) => known === fields.get('status')) ?? null;
  const setStatus = (next: KeyStatus | null) =>
    setFields(next === null ? {} : { status: next }, { replace: true });
  return [status, setStatus];
}

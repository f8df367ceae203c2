import { type ErrorCode, type FieldError, isProblem, UnexpectedAnswerError } from '@countersign/client';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../i18n/use-format.ts';

/** What to tell a person: what happened, and what to do. */
export type ProblemWords = {
  readonly title: string;
  readonly help: string;
  /** To be named to support; `null` where support has nothing to look for. */
  readonly requestId: string | null;
};

type Code = ErrorCode | 'no-answer' | 'unexpected-answer' | 'security-key-silent';

/** What `navigator.credentials` throws (WebAuthn Level 3 §5.1.3 and §5.1.4). */
const OF_SECURITY_KEYS: Readonly<Record<string, Code>> = {
  NotAllowedError: 'security-key-silent',
  AbortError: 'security-key-silent',
  InvalidStateError: 'security-key-already-registered',
};

/** What a proxy says that finds no service behind it (RFC 9110 §15.6.3 to §15.6.5). */
const OF_PROXIES: ReadonlySet<number> = new Set([502, 503, 504]);

function codeOf(error: unknown): Code {
  if (isProblem(error)) return error.code;
  const ofSecurityKey = error instanceof DOMException ? OF_SECURITY_KEYS[error.name] : undefined;
  if (ofSecurityKey !== undefined) return ofSecurityKey;
  if (!(error instanceof UnexpectedAnswerError)) return 'no-answer';
  return OF_PROXIES.has(error.status) ? 'service-unavailable' : 'unexpected-answer';
}

/** Codes at which waiting as long as the service says is what helps. */
const SAYS_WHEN: ReadonlySet<Code> = new Set(['rate-limited', 'withdraw-on-hold', 'service-unavailable']);

/** From this status on the fault is the service's own (RFC 9110 §15.6). */
const FAULTS_OF_OURS = 500;

function wordsFor(error: unknown, t: TFunction<'problems'>, format: Format): ProblemWords {
  const code = codeOf(error);
  const seconds = isProblem(error) && SAYS_WHEN.has(code) ? error.retryAfterSeconds : null;
  return {
    title: t(`code.${code}.title`),
    help: seconds === null ? t(`code.${code}.help`) : t('waitFor', { when: format.fromNow(seconds) }),
    requestId: isProblem(error) && error.status >= FAULTS_OF_OURS ? error.requestId : null,
  };
}

export function useProblemWords(): (error: unknown) => ProblemWords {
  const { t } = useTranslation('problems');
  const format = useFormat();
  return (error) => wordsFor(error, t, format);
}

/** What is wrong with one field of the input, such as `password` or `ipAllowlist`; `null` when nothing is. */
export function useFieldWords(error: unknown): (field: string) => string | null {
  const { t } = useTranslation('problems');
  return (field) => {
    const fault = isProblem(error, 'validation-failed') ? findFault(error.errors, field) : undefined;
    if (fault === undefined) return null;
    return t(`field.${fault.code}`, { ...fault.params });
  };
}

/** A fault of the field itself or of a part of it. */
function findFault(errors: readonly FieldError[], field: string): FieldError | undefined {
  return errors.find((fault) => fault.field === field || fault.field.startsWith(`${field}.`));
}

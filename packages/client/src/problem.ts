import type { components } from './generated/api.ts';

type Problem = components['schemas']['Problem'];

export type ErrorCode = Problem['code'];
export type FieldError = NonNullable<Problem['errors']>[number];

/** A refusal of the key service (RFC 9457). Decide by `code`, or find your own words for it; show `title` and `detail`. */
export class ProblemError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** Finds the request in the service's log. */
  readonly requestId: string;
  /** What is wrong with which field of the input. */
  readonly errors: readonly FieldError[];
  /** Seconds after which trying again can help; `null` where waiting does not. */
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null) {
    super(`${problem.code}: ${problem.title}`);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.requestId = problem.requestId;
    this.errors = problem.errors ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** An answer that does not come from the key service: a proxy's error page, a wrong base URL. */
export class UnexpectedAnswerError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`an answer of status ${status} that is none of the key service`);
    this.name = 'UnexpectedAnswerError';
    this.status = status;
  }
}

/** True for a refusal, with one of these codes if any are given. */
export function isProblem<C extends ErrorCode = ErrorCode>(
  error: unknown,
  ...codes: readonly C[]
): error is ProblemError & { readonly code: C } {
  return error instanceof ProblemError && (codes.length === 0 || codes.includes(error.code as C));
}

export function isProblemBody(value: unknown): value is Problem {
  const { code, title, requestId } = (value ?? {}) as Partial<Problem>;
  return typeof code === 'string' && typeof title === 'string' && typeof requestId === 'string';
}

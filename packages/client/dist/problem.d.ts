import type { components } from './generated/api.js';
type Problem = components['schemas']['Problem'];
export type ErrorCode = Problem['code'];
export type FieldError = NonNullable<Problem['errors']>[number];
/** A refusal of the key service (RFC 9457). Decide by `code`, or find your own words for it; show `title` and `detail`. */
export declare class ProblemError extends Error {
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
    constructor(problem: Problem, retryAfterSeconds: number | null);
}
/** An answer that does not come from the key service: a proxy's error page, a wrong base URL. */
export declare class UnexpectedAnswerError extends Error {
    readonly status: number;
    constructor(status: number);
}
/** True for a refusal, with one of these codes if any are given. */
export declare function isProblem<C extends ErrorCode = ErrorCode>(error: unknown, ...codes: readonly C[]): error is ProblemError & {
    readonly code: C;
};
export declare function isProblemBody(value: unknown): value is Problem;
export {};

/** A refusal of the key service (RFC 9457). Decide by `code`, or find your own words for it; show `title` and `detail`. */
export class ProblemError extends Error {
    code;
    status;
    title;
    detail;
    /** Finds the request in the service's log. */
    requestId;
    /** What is wrong with which field of the input. */
    errors;
    /** Seconds after which trying again can help; `null` where waiting does not. */
    retryAfterSeconds;
    constructor(problem, retryAfterSeconds) {
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
    status;
    constructor(status) {
        super(`an answer of status ${status} that is none of the key service`);
        this.name = 'UnexpectedAnswerError';
        this.status = status;
    }
}
/** True for a refusal, with one of these codes if any are given. */
export function isProblem(error, ...codes) {
    return error instanceof ProblemError && (codes.length === 0 || codes.includes(error.code));
}
export function isProblemBody(value) {
    const { code, title, requestId } = (value ?? {});
    return typeof code === 'string' && typeof title === 'string' && typeof requestId === 'string';
}

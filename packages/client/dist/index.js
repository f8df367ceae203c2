export { CountersignClient } from './client.js';
export { memoryCookieJar } from './cookie-jar.js';
export { FIELD_ERRORS, PROBLEMS } from './generated/error-catalogue.js';
export { isProblem, ProblemError, UnexpectedAnswerError, } from './problem.js';
export { newIdempotencyKey, repeatSafely } from './repeat-safely.js';

export { type Answer, type ClientOptions, CountersignClient } from './client.js';
export { type CookieJar, memoryCookieJar } from './cookie-jar.js';
export type { components, paths } from './generated/api.js';
export { FIELD_ERRORS, PROBLEMS } from './generated/error-catalogue.js';
export type { AnswerOf, CallOptions, ItemOf, ListPath, Method, OptionsOf, PathOf } from './operation.js';
export { type ErrorCode, type FieldError, isProblem, ProblemError, UnexpectedAnswerError, } from './problem.js';
export { newIdempotencyKey, type RepeatOptions, repeatSafely } from './repeat-safely.js';

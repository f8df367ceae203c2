export { type Answer, type ClientOptions, CountersignClient } from './client.ts';
export { type CookieJar, memoryCookieJar } from './cookie-jar.ts';
export type { components, paths } from './generated/api.ts';
export { FIELD_ERRORS, PROBLEMS } from './generated/error-catalogue.ts';
export type {
  AnswerOf,
  CallOptions,
  ItemOf,
  ListPath,
  Method,
  OptionsOf,
  PathOf,
  TextPath,
} from './operation.ts';
export {
  type ErrorCode,
  type FieldError,
  isProblem,
  ProblemError,
  UnexpectedAnswerError,
} from './problem.ts';
export { newIdempotencyKey, type RepeatOptions, repeatSafely } from './repeat-safely.ts';

const MAX_PATH_LENGTH = 128;
const SIGNED = /^\/v1(?:\/[a-z_]+)+$/;

/** True for a v1 path that may be called by key: lower-case words, one spelling, no query. */
export function isSignedV1Path(target: string): boolean {
  return target.length <= MAX_PATH_LENGTH && SIGNED.test(target);
}

const PUBLIC =
  /^\/v1\/(?:symbols|symbols_details|(?:pubticker|today|stats|lendbook|book|trades|lends)\/[A-Za-z0-9:_-]{1,40})$/;

/** True for the path of a v1 call that needs no key. All of these are GET. */
export function isPublicV1Path(path: string): boolean {
  return PUBLIC.test(path);
}

/** True for everything that is judged as REST v1. */
export function isV1Target(target: string): boolean {
  return target.startsWith('/v1/');
}

import { pathOf } from '../profiles/bitfinex-v2/path.ts';

const SAFE_PATH = /^\/[A-Za-z0-9_/:.,%-]{0,511}$/;
/** A secret or a scoped token, or a piece of one: people do paste them into the wrong place. */
const SECRET = /c[st]_[A-Za-z0-9_-]{20,}/g;

/** The path of a target without its query and without what looks like a secret, if it is safe to write down. */
export function loggablePath(target: string): string | null {
  const path = pathOf(target);
  return SAFE_PATH.test(path) ? path.replace(SECRET, '[redacted]') : null;
}

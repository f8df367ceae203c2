import { demand } from './ceremony-fault.ts';

export type CeremonyType = 'webauthn.create' | 'webauthn.get';

type Expected = {
  readonly type: CeremonyType;
  readonly challenge: Buffer;
  /** In full, each: scheme, host and port. */
  readonly origins: readonly string[];
};

// A byte order mark stays in and makes the JSON none: other readers differ about it.
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * What the browser says about the ceremony (WebAuthn §5.8.1; checks of §7.1 and §7.2): its type, our challenge, one
 * of our origins, letter by letter, and no page of somebody else around ours. The library looks at neither
 * `crossOrigin` nor `topOrigin`, and takes any `android:` or `ios:` text for an origin.
 *
 * @returns the origin
 * @throws CeremonyFault
 */
export function checkClientData(bytes: Buffer, { type, challenge, origins }: Expected): string {
  const { origin, ...data } = parse(bytes);
  demand(data.type === type, 'type-mismatch');
  demand(data.challenge === challenge.toString('base64url'), 'challenge-mismatch');
  demand(typeof origin === 'string' && origins.includes(origin), 'origin-refused');
  demand(data.crossOrigin === undefined || data.crossOrigin === false, 'cross-origin-refused');
  demand(data.topOrigin === undefined, 'cross-origin-refused');
  demand(isUnboundToken(data.tokenBinding), 'malformed');
  return origin;
}

function parse(bytes: Buffer): Record<string, unknown> {
  const data = readJsonObject(bytes);
  demand(data !== null, 'malformed');
  return data;
}

/** The JSON object that the bytes are, in strict UTF-8; else `null`. */
export function readJsonObject(bytes: Buffer): Record<string, unknown> | null {
  try {
    const data: unknown = JSON.parse(UTF8.decode(bytes));
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : null;
  } catch {
    return null;
  }
}

/** Token binding (WebAuthn Level 2) went out of use; browsers that still know it say that they could. */
function isUnboundToken(binding: unknown): boolean {
  if (binding === undefined) return true;
  return JSON.stringify(binding) === '{"status":"supported"}';
}

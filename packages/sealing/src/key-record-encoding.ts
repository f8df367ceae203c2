export const KEY_RECORD_ALGORITHM = 'hmac-sha384';

/** Everything that grants anything. Times are ISO 8601 UTC; `verifierDigest` is base64url. */
export type KeyRecord = {
  readonly v: 1;
  readonly environment: string;
  readonly keyId: string;
  readonly ownerId: string;
  readonly algorithm: typeof KEY_RECORD_ALGORITHM;
  readonly permissions: readonly string[];
  /** Canonical addresses or CIDRs; `null` allows any address. */
  readonly ipAllowlist: readonly string[] | null;
  readonly expiresAt: string | null;
  readonly status: 'active' | 'revoked';
  readonly version: number;
  readonly verifierGeneration: number;
  readonly verifierDigest: string;
};

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isTextList = (value: unknown) => Array.isArray(value) && value.every(isText);
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 1;
const isInstant = (value: unknown) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;
const isDigest = (value: unknown) => typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);

/** The members in the order in which they are encoded, each with the check it must pass. */
const FIELDS = [
  ['v', (value) => value === 1],
  ['environment', isText],
  ['keyId', isText],
  ['ownerId', isText],
  ['algorithm', (value) => value === KEY_RECORD_ALGORITHM],
  ['permissions', isTextList],
  // An empty list would read as "any address" to one reader and as "none" to another.
  ['ipAllowlist', (value) => value === null || (isTextList(value) && (value as []).length > 0)],
  ['expiresAt', (value) => value === null || isInstant(value)],
  ['status', (value) => value === 'active' || value === 'revoked'],
  ['version', isCount],
  ['verifierGeneration', isCount],
  ['verifierDigest', isDigest],
] as const satisfies readonly (readonly [keyof KeyRecord, (value: unknown) => boolean])[];

/**
 * One encoding only: a JSON array of the members in this order, no white space, UTF-8.
 *
 * @throws Error that names the member if it does not hold what a record must
 */
export function encodeKeyRecord(record: KeyRecord): Buffer {
  const wrong = FIELDS.find(([name, isRight]) => !isRight(record[name]));
  if (wrong !== undefined) throw new Error(`key record has a wrong ${wrong[0]}`);
  return Buffer.from(JSON.stringify(FIELDS.map(([name]) => record[name])), 'utf8');
}

/** The record that these bytes encode; `null` for anything that `encodeKeyRecord` would not have written. */
export function decodeKeyRecord(bytes: Uint8Array): KeyRecord | null {
  const values = parseArray(bytes);
  if (values === null || values.length !== FIELDS.length) return null;
  if (!FIELDS.every(([, isRight], index) => isRight(values[index]))) return null;
  const record = Object.fromEntries(FIELDS.map(([name], index) => [name, values[index]])) as KeyRecord;
  // White space, another escape or a number written otherwise: genuine or not, this encoder did not write it.
  return encodeKeyRecord(record).equals(bytes) ? record : null;
}

function parseArray(bytes: Uint8Array): unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

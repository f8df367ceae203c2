import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Members that are never written, on whatever object they come along. */
const SECRET_NAMES = [
  ...['headers', 'rawHeaders', 'cookie', 'cookies', 'authorization', 'body'],
  ...['password', 'secret', 'token', 'verifier', 'otpauthUri', 'recoveryCodes'],
];

/**
 * JSON lines on standard output (or `destination`, for a test that reads them). Secrets are kept out by never
 * handing them over (`Redacted`, no headers, no bodies); what is done here is the second line.
 */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => describeError(error, 0) },
    redact: {
      // `code` by itself is the word for a refusal; inside another object it may be a TOTP code.
      paths: ['*.code', '*.*.code', ...SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])],
      censor: '[redacted]',
    },
  };
  // Synchronous, for the last words before an exit are the ones needed: written asynchronously they come out of
  // order or not at all.
  return pino(options, destination ?? pino.destination({ dest: 1, sync: true }));
}

/** What lines at level `info` begin with, up to their own members, and where they go: for `LineLog`. */
export function partsOf(logger: Logger): { head: () => string; write: (lines: string) => void } {
  const { streamSym, timeSym, chindingsSym } = pino.symbols;
  const inside = logger as unknown as Record<symbol, unknown>;
  const time = inside[timeSym] as () => string;
  const stream = inside[streamSym] as DestinationStream;
  const level = `{"level":${logger.levels.values.info}`;
  const bindings = `${inside[chindingsSym]},`;
  return { head: () => level + time() + bindings, write: (lines) => stream.write(lines) };
}

type ErrorDescription = {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly errorCode: string | undefined;
  readonly causes: readonly ErrorDescription[] | undefined;
};

/**
 * An allowlist: errors of libraries carry along what they were at work on (PostgreSQL's `detail` quotes the row,
 * an SMTP error the conversation, a parser its input).
 */
function describeError(error: unknown, depth: number): ErrorDescription {
  const { name, message, stack, code, cause, errors } = (error ?? {}) as Partial<AggregateError> & {
    code?: unknown;
  };
  const causes = [...(cause === undefined ? [] : [cause]), ...(Array.isArray(errors) ? errors : [])];
  return {
    type: String(name ?? typeof error),
    message: String(message ?? ''),
    stack,
    errorCode: typeof code === 'string' || typeof code === 'number' ? String(code) : undefined,
    causes:
      causes.length === 0 || depth === 2
        ? undefined
        : causes.slice(0, 4).map((inner) => describeError(inner, depth + 1)),
  };
}

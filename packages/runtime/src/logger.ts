import { type Logger, pino } from 'pino';

export type { Logger };

/**
 * JSON lines on standard output. Secrets are kept out by never handing them over (`Redacted`, no headers, no
 * bodies); the paths here are the second line, for an error object that carries a request along.
 */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.headers', '*.cookie', '*.password', '*.secret', '*.token', '*.code', '*.authorization'],
      censor: '[redacted]',
    },
  });
}

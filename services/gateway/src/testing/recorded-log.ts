import { createLogger, type Logger } from '@countersign/runtime';

export type LogLine = Readonly<Record<string, unknown>>;

/** A logger that keeps its lines instead of writing them: what was handed to it is what could leak. */
export function recordedLog(): { logger: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const logger = createLogger('gateway', 'info');
  const keep = (first: LogLine | string, message?: string) => {
    lines.push(typeof first === 'string' ? { message: first } : { ...first, message });
  };
  for (const level of ['info', 'warn', 'error'] as const) logger[level] = keep as Logger[typeof level];
  return { logger, lines };
}

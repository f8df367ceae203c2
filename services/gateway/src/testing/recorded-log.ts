import { createLogger, type Logger } from '@countersign/runtime';

export type LogLine = Readonly<Record<string, unknown>>;

/** A logger that keeps what it writes, line by line. */
export function recordedLog(): { logger: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = (text: string) => {
    for (const line of text.trimEnd().split('\n')) {
      const { msg, ...members } = JSON.parse(line);
      lines.push({ ...members, message: msg });
    }
  };
  return { logger: createLogger('gateway', 'info', { write }), lines };
}

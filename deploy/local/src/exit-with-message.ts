import { ConfigError } from '@countersign/runtime';

/** Ends the process with what a person needs to know; a stack trace only for what nobody foresaw. */
export function exitWithMessage(error: unknown): never {
  const isForeseen = error instanceof ConfigError || (error instanceof Error && error.name !== 'TypeError');
  const text = error instanceof Error ? (isForeseen ? error.message : error.stack) : String(error);
  process.stderr.write(`\n${text}\n\n`);
  process.exit(error instanceof ConfigError ? 78 : 1);
}

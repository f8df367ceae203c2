import { parseArgs } from 'node:util';
import { createDatabase, type Database } from '@countersign/database';
import { createLogger, startService } from '@countersign/runtime';
import { readCommandConfig } from '../config.ts';
import { findDeadLetters, reviveDeadLetter } from './dead-letter-store.ts';
import { deadLetterTable } from './dead-letter-table.ts';

const USAGE = `usage:
  node services/mailer/src/dead-letters/main.ts list [--limit 50] [--before <id>]
  node services/mailer/src/dead-letters/main.ts redrive <id>
with DATABASE_URL and DATABASE_PASSWORD_FILE of countersign_mailer`;

const LONGEST_PAGE = 500;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

await startService(async () => {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 64; // EX_USAGE
    return;
  }
  await withDatabase((db) => (asked.command === 'list' ? list(db, asked) : redrive(db, asked.id)));
});

type Asked =
  | { readonly command: 'list'; readonly limit: number; readonly before: string | null }
  | { readonly command: 'redrive'; readonly id: string };

/** Null when it is not one of the two commands as the usage shows them. */
function readArguments(): Asked | null {
  const parsed = parseWords();
  if (parsed === null) return null;
  const { values, positionals } = parsed;
  const [command, id] = positionals;
  const limit = Number(values.limit);
  const before = values.before ?? null;
  const isPage = Number.isInteger(limit) && limit >= 1 && limit <= LONGEST_PAGE;
  if (command === 'list' && isPage && (before === null || UUID.test(before)))
    return { command, limit, before };
  if (command === 'redrive' && id !== undefined && UUID.test(id)) return { command, id };
  return null;
}

function parseWords() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { limit: { type: 'string', default: '50' }, before: { type: 'string' } },
    });
  } catch {
    return null;
  }
}

async function withDatabase(work: (db: Database) => Promise<void>): Promise<void> {
  const { databaseUrl: url, databasePassword: password } = readCommandConfig(process.env);
  const logger = createLogger('dead-letters', 'silent');
  const db = createDatabase({
    url,
    password,
    poolSize: 1,
    applicationName: 'countersign-dead-letters',
    logger,
  });
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}

async function list(db: Database, page: { limit: number; before: string | null }): Promise<void> {
  const letters = await findDeadLetters(db, page);
  process.stdout.write(letters.length === 0 ? 'no dead letters\n' : `${deadLetterTable(letters)}\n`);
  const last = letters.at(-1);
  if (last !== undefined && letters.length === page.limit) {
    process.stdout.write(`\nolder ones: list --limit ${page.limit} --before ${last.id}\n`);
  }
}

async function redrive(db: Database, id: string): Promise<void> {
  if (await reviveDeadLetter(db, id)) {
    process.stdout.write(`${id} is due again\n`);
    return;
  }
  process.stderr.write(`${id} was left alone: it is not a failed message, or its time is over\n`);
  process.exitCode = 1;
}

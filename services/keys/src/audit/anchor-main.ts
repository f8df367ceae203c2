import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startService } from '@countersign/runtime';
import { readAuditConfig } from '../config.ts';
import { openAuditDatabase } from './open-audit-database.ts';
import { AnchorWriter } from './write-anchor.ts';

const USAGE = `usage: npm run audit:anchor -- [--append <file> [--every <seconds>]]
Prints the signed head of every user's audit chain, one a line. With --append, adds those to the file that changed since
its newest line; with --every, goes on doing so.`;

// Ship the file off the machine: what it says is only worth something where the database's operator cannot write.
await startService(async () => {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 64;
    return;
  }
  const db = openAuditDatabase(readAuditConfig(process.env));
  try {
    const writer = new AnchorWriter(db, asked.path);
    do {
      const written = await writer.write();
      if (asked.path !== null) process.stderr.write(`${written} heads anchored\n`);
      if (asked.everySeconds !== null) await delay(asked.everySeconds * 1_000);
    } while (asked.everySeconds !== null);
  } finally {
    await db.destroy();
  }
});

function readArguments(): { path: string | null; everySeconds: number | null } | null {
  try {
    const { values } = parseArgs({ options: { append: { type: 'string' }, every: { type: 'string' } } });
    const { append: path = null, every } = values;
    const everySeconds = every === undefined ? null : Number(every);
    const isSensible =
      everySeconds === null || (path !== null && everySeconds >= 1 && everySeconds <= 86_400);
    return isSensible ? { path, everySeconds } : null;
  } catch {
    return null;
  }
}

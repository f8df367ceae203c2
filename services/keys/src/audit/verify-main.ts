import { accessSync, constants } from 'node:fs';
import { parseArgs } from 'node:util';
import { startService } from '@countersign/runtime';
import { readAuditConfig } from '../config.ts';
import { AUDIT_FAULTS, type AuditFault } from './audit-fault.ts';
import { openAuditDatabase } from './open-audit-database.ts';
import { verifyAnchor } from './verify-anchor.ts';
import { verifyChains } from './verify-chains.ts';

const USAGE = `usage: npm run audit:verify -- [--user <id>] [--anchor <file>] [--unsigned-before <time>] [--json]
  --user             only this user's history
  --anchor           compare with heads that audit:anchor wrote
  --unsigned-before  when the audit chain was introduced here: events from before it have no signature
  --json             one JSON object a line`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// Exit code 0 when nothing is wrong, 1 when something is, 64 for wrong arguments, 78 for a bad configuration.
await startService(async () => {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = 64;
    return;
  }
  const { keyring, ...connection } = readAuditConfig(process.env);
  const { userId, unsignedBefore, anchor, isJson } = asked;
  const say = isJson ? (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`) : () => {};
  let faults = 0;
  const report = (fault: AuditFault) => {
    faults++;
    if (isJson) say({ fault: fault.kind, userId: fault.userId, sequence: fault.sequence });
    else process.stdout.write(`${sentenceOf(fault)}\n`);
  };
  const progress = ({ events }: { events: number }) => process.stderr.write(`… ${events} events\n`);
  const db = openAuditDatabase(connection);
  try {
    const counts = await verifyChains(db, { keyring, unsignedBefore, userId, report, progress });
    const anchored = anchor === null ? 0 : await verifyAnchor(db, { path: anchor, keyring, userId, report });
    say({ ...counts, anchored, faults });
    if (!isJson) process.stdout.write(`${summaryOf({ ...counts, anchored, faults })}\n`);
  } finally {
    await db.destroy();
  }
  if (faults > 0) process.exitCode = 1;
});

type Asked = {
  readonly userId: string | null;
  readonly anchor: string | null;
  readonly unsignedBefore: string | null;
  readonly isJson: boolean;
};

function readArguments(): Asked | null {
  try {
    const { values } = parseArgs({
      options: {
        user: { type: 'string' },
        anchor: { type: 'string' },
        'unsigned-before': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { user: userId = null, anchor = null, 'unsigned-before': before = null, json: isJson } = values;
    if (userId !== null && !UUID.test(userId)) return null;
    if (anchor !== null) accessSync(anchor, constants.R_OK);
    const unsignedBefore = before === null ? null : new Date(before).toISOString();
    return { userId, anchor, unsignedBefore, isJson };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return null;
  }
}

function sentenceOf({ kind, userId, sequence }: AuditFault): string {
  const place = [
    userId === null ? [] : [`user ${userId}`],
    sequence === null ? [] : [`event ${sequence}`],
  ].flat();
  return `${place.join(', ')}${place.length > 0 ? ': ' : ''}${kind} (${AUDIT_FAULTS[kind]})`;
}

function summaryOf(counts: { users: number; events: number; anchored: number; faults: number }): string {
  const { users, events, anchored, faults } = counts;
  const verdict = faults === 0 ? 'nothing is wrong' : `${faults} fault(s)`;
  return `${users} users, ${events} events, ${anchored} anchored heads compared: ${verdict}`;
}

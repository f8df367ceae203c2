import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { createTestApp, type TestApp } from '../http/test-app.ts';
import { publicJwks } from './public-jwks.ts';

const SCRIPT = join(import.meta.dirname, '../../../../docs/verify-audit-export.mjs');

function folderOf(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-audit-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Runs a program as a shell would. */
function run(file: string, args: readonly string[], env?: Record<string, string>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const options = { ...(env && { env }), timeout: 60_000 };
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/** Many events for the person, beyond what is read at once. */
async function addHistory({ deps }: TestApp, userId: string, count: number): Promise<void> {
  const { inTransaction } = await import('@countersign/database');
  const { insertAuditEvent } = await import('./audit-store.ts');
  await inTransaction(deps.db, async (trx) => {
    for (let n = 0; n < count; n++) {
      const details = { label: `"Bot" é 🗝 ${n}`, n, nothing: null };
      await insertAuditEvent(trx, { userId, type: 'key-created', client: null, subject: `s-${n}`, details });
    }
  });
}

t.test(
  'a person can verify the export of their own history alone, and nothing of others is in it',
  async (t) => {
    const service = await createTestApp(t);
    const owner = await service.signInWithTotp();
    const stranger = await service.signInWithTotp();
    await addHistory(service, owner.user.id, 2_500);
    const answer = await owner.browser.get('/v1/audit-events/export');
    t.equal(answer.status, 200);
    t.equal(answer.headers['content-type'], 'application/jsonl');
    t.notMatch(answer.text, stranger.user.id);
    const lines = answer.text.trimEnd().split('\n');
    t.ok(lines.length > 2_500);
    const path = join(folderOf(t), 'history.jsonl');
    const keyring = join(folderOf(t), 'keys.json');
    writeFileSync(keyring, JSON.stringify({ keys: publicJwks(service.keyrings.sign) }));
    const verify = (text: string) => {
      writeFileSync(path, text);
      return run(SCRIPT, [path, '--keyring', keyring]);
    };
    const right = await verify(answer.text);
    t.match(right, { code: 0, stdout: new RegExp(`${lines.length - 1} events: everything is right`) });

    const without = (index: number) => lines.toSpliced(index, 1);
    const swapped = [...lines.slice(0, 5), lines[6], lines[5], ...lines.slice(7)];
    for (const [what, changed] of Object.entries({
      'an event changed': lines.with(3, lines[3]?.replace('"type":"', '"type":"x') ?? ''),
      'an event taken out': without(4),
      'two events swapped': swapped,
      'the end cut off': lines.slice(0, -1),
      'cut off in the middle of a line': [...lines.slice(0, -1), lines.at(-1)?.slice(0, 20)],
      'another person named': lines.with(0, lines[0]?.replace(owner.user.id, stranger.user.id) ?? ''),
      'the signature gone': lines.with(0, lines[0]?.replace(/"signature":"[^"]+"/, '"signature":null') ?? ''),
      'no header': without(0),
      'nothing at all': [],
    })) {
      t.equal((await verify(changed.join('\n'))).code, 1, what);
    }
  },
);

t.test('an export signed by somebody else is refused, once the keys are the platform’s', async (t) => {
  const [mine, theirs] = [await createTestApp(t), await createTestApp(t)];
  const owner = await theirs.signInWithTotp();
  const folder = folderOf(t);
  const [path, keyring] = [join(folder, 'history.jsonl'), join(folder, 'keys.json')];
  writeFileSync(path, (await owner.browser.get('/v1/audit-events/export')).text);
  writeFileSync(keyring, JSON.stringify({ keys: publicJwks(mine.keyrings.sign) }));
  t.match(await run(SCRIPT, [path]), { code: 0, stdout: /compare it with what the platform publishes/ });
  t.match(await run(SCRIPT, [path, '--keyring', keyring]), { code: 1, stdout: /not signed/ });
});

t.test('the list can be narrowed by type, subject and time, page by page', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  await addHistory(service, owner.user.id, 7);
  const list = async (query: string) => (await owner.browser.get(`/v1/audit-events?${query}`)).body;
  t.equal((await list('type=key-created')).items.length, 7);
  t.match(await list('subject=s-3'), { items: [{ subject: 's-3' }], nextCursor: null });
  t.same(await list('type=key-created&to=2020-01-01T00:00:00Z'), { items: [], nextCursor: null });
  t.equal((await list('type=key-created&from=2020-01-01T00:00:00%2B02:00')).items.length, 7);
  const first = await list('type=key-created&limit=5');
  const second = await list(`type=key-created&limit=5&cursor=${first.nextCursor}`);
  t.same(
    [...first.items, ...second.items].map(({ subject }: { subject: string }) => subject),
    ['s-6', 's-5', 's-4', 's-3', 's-2', 's-1', 's-0'],
  );
  t.equal(second.nextCursor, null);
  const bad = await owner.browser.get('/v1/audit-events?from=yesterday');
  t.match(bad, { status: 400, body: { code: 'validation-failed', errors: [{ field: 'from' }] } });
});

t.test('audit:verify and audit:anchor say what is wrong, and answer with their exit code', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  const folder = folderOf(t);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const url = new URL(service.database.url('countersign_keys'));
  const password = file('password', url.password);
  url.password = '';
  const env = {
    DATABASE_URL: url.href,
    DATABASE_PASSWORD_FILE: password,
    SIGNING_PUBLIC_KEYRING_FILE: file('keys', JSON.stringify({ keys: publicJwks(service.keyrings.sign) })),
  };
  const verify = (...args: string[]) => run(join(import.meta.dirname, 'verify-main.ts'), args, env);
  const anchor = (...args: string[]) => run(join(import.meta.dirname, 'anchor-main.ts'), args, env);
  const path = join(folder, 'anchor.jsonl');

  t.match(await verify(), {
    code: 0,
    stdout: /1 users, \d+ events, 0 anchored heads compared: nothing is wrong/,
  });
  t.match(await anchor('--append', path), { code: 0, stderr: /1 heads anchored/ });
  await owner.browser.post('/v1/keys/revocation');
  await service.registerUser();
  t.match(await anchor('--append', path), { code: 0 });
  t.equal((await anchor()).stdout.trimEnd().split('\n').length, 2, 'without a file, every head');
  t.ok(readFileSync(path, 'utf8').trimEnd().split('\n').length >= 2);
  t.match(await verify('--anchor', path), {
    code: 0,
    stdout: /[2-9] anchored heads compared: nothing is wrong/,
  });

  const { id } = owner.user;
  await service.database.query("update audit_events set type = 'x' where user_id = $1 and sequence = 2", [
    id,
  ]);
  await service.database.query('delete from audit_events where user_id <> $1', [id]);
  await service.database.query('delete from audit_heads where user_id <> $1', [id]);
  const found = await verify('--anchor', path);
  t.equal(found.code, 1);
  t.match(found.stdout, new RegExp(`user ${id}, event 2: event-changed`));
  t.match(found.stdout, /history-missing[\s\S]*anchored-event-missing[\s\S]*3 fault/);
  const asJson = (await verify('--json', '--user', id)).stdout.trimEnd().split('\n');
  t.same(JSON.parse(asJson[0] ?? ''), { fault: 'event-changed', userId: id, sequence: 2 });
  t.match(JSON.parse(asJson[1] ?? ''), { users: 1, faults: 1 });
  t.equal((await verify('--user', 'nobody')).code, 64);
  t.equal((await verify('--anchor', join(folder, 'nowhere'))).code, 64);
});

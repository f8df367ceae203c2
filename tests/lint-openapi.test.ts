import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { parse } from 'yaml';

const script = fileURLToPath(new URL('lint-openapi.ts', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

/** The linter's findings, by rule. */
function lint(file = 'openapi.yaml') {
  const args = [script, file, '--format=json'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const { totals, problems } = JSON.parse(stdout.slice(stdout.indexOf('{')));
  return { totals, rules: problems.map(({ ruleId }: { ruleId: string }) => ruleId) };
}

t.test('openapi.yaml passes the linter without an error or a warning', async (t) => {
  t.match(lint(), { totals: { errors: 0, warnings: 0 }, rules: [] });
});

t.test('the linter is the one of redocly.yaml and finds what is wrong', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-lint-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'broken.yaml');
  const text = readFileSync(join(root, 'openapi.yaml'), 'utf8');
  writeFileSync(file, text.replace(/^ {4}operationId: listKeys\n|^ {6}operationId: listKeys\n/m, ''));
  t.ok(lint(file).rules.includes('operation-operationId'));
  const { extends: sets, rules } = parse(readFileSync(join(root, 'redocly.yaml'), 'utf8'));
  t.same(sets, ['recommended-strict']);
  const off = Object.keys(rules).filter((rule) => rules[rule] === 'off');
  t.same(off, ['no-server-example.com', 'no-unused-components'], 'each with its reason beside it');
});

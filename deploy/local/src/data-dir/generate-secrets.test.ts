import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseKeyring, parseSymmetricKeyring } from '@countersign/sealing';
import t, { type Test } from 'tap';
import { generateSecrets, readSecret } from './generate-secrets.ts';
import { dataLayout } from './layout.ts';
import { prepareDataDir } from './prepare-data-dir.ts';

function freshLayout(t: Test) {
  const layout = dataLayout(join(t.testdir({}), 'data'));
  prepareDataDir(layout);
  return layout;
}

t.test('every secret lies in a file of its own that only its owner may read', async (t) => {
  const layout = freshLayout(t);
  t.equal(generateSecrets(layout), 14);
  const names = readdirSync(layout.secrets);
  t.equal(names.length, 14, 'and nothing else is left there');
  for (const name of names) t.equal(statSync(join(layout.secrets, name)).mode & 0o777, 0o600, name);
  for (const dir of [layout.secrets, layout.logs, layout.mails]) t.equal(statSync(dir).mode & 0o777, 0o700);
  t.equal(statSync(layout.dataDir).mode & 0o066, 0, 'nobody else lists or changes the data folder');
});

t.test('the keyrings are what the services accept', async (t) => {
  const layout = freshLayout(t);
  generateSecrets(layout);
  t.doesNotThrow(() => {
    for (const name of ['gateway-sealing', 'mailer-sealing'] as const) {
      parseKeyring(readSecret(layout, `${name}.private.jwks.json`), 'open');
      parseKeyring(readSecret(layout, `${name}.public.jwks.json`), 'seal');
    }
    parseKeyring(readSecret(layout, 'signing.private.jwks.json'), 'sign');
    parseKeyring(readSecret(layout, 'signing.public.jwks.json'), 'verify');
    parseKeyring(readSecret(layout, 'assertion.private.jwks.json'), 'sign');
    parseSymmetricKeyring(readSecret(layout, 'totp.jwks.json'));
  });
});

t.test('what exists is never written again; a lost public half is made from its private one', async (t) => {
  const layout = freshLayout(t);
  generateSecrets(layout);
  const publicFile = layout.secret('signing.public.jwks.json');
  const contents = () =>
    readdirSync(layout.secrets).map((name) => readFileSync(join(layout.secrets, name), 'utf8'));
  const before = contents();
  t.equal(generateSecrets(layout), 0);
  rmSync(publicFile);
  t.equal(generateSecrets(layout), 1);
  t.same(contents(), before);
});

t.test('a lost private half is not replaced: what was made with it would be worthless', async (t) => {
  const layout = freshLayout(t);
  generateSecrets(layout);
  rmSync(layout.secret('signing.private.jwks.json'));
  t.throws(
    () => generateSecrets(layout),
    /signing\.private\.jwks\.json is missing, but its public half is there/,
  );
});

import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSecrets } from '../local/src/data-dir/generate-secrets.ts';
import { dataLayout } from '../local/src/data-dir/layout.ts';

/**
 * `npm run secrets`: the keys and passwords that docker-compose.yml mounts, in ./secrets. Safe to repeat: what
 * exists is kept.
 */
const layout = dataLayout(join(import.meta.dirname, '..', '..'));
mkdirSync(layout.secrets, { recursive: true, mode: 0o700 });
let made = generateSecrets(layout);
const redisPassword = join(layout.secrets, 'redis.password');
if (!existsSync(redisPassword)) {
  writeFileSync(redisPassword, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  made++;
}
// Compose mounts each file into a container whose user is not this one. The folder keeps everybody else on this
// machine out.
chmodSync(layout.secrets, 0o700);
for (const name of readdirSync(layout.secrets)) chmodSync(join(layout.secrets, name), 0o644);

console.log(
  made === 0
    ? `Nothing to do: ${layout.secrets} is complete.`
    : `Made ${made} keys and passwords in ${layout.secrets}. Keep a copy in a safe place: without them no key, mail or TOTP secret can be read again.`,
);

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// `npm run lint:openapi`: openapi.yaml, or the file named, by the rules of redocly.yaml, of which each is an error. No telemetry, no look
// for a newer version: nothing leaves this machine.
const [file = 'openapi.yaml', ...options] = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  ['node_modules/@redocly/cli/bin/cli.js', 'lint', file, ...options],
  {
    cwd: root,
    stdio: 'inherit',
    env: { PATH: '', REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  },
);
process.exitCode = status ?? 1;

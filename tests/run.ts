import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { prepareTemplate, startTestCluster } from '@countersign/testing';

/**
 * `npm test [-- tap arguments]`: one PostgreSQL for the whole run, then tap. With TEST_DATABASE_ADMIN_URL set,
 * that cluster is used instead of the embedded one (CI runs PostgreSQL 15 so).
 */
const given = process.env.TEST_DATABASE_ADMIN_URL;
const cluster = given === undefined ? await startTestCluster() : null;
if (given !== undefined) await prepareTemplate(given);
const child = spawn('tap', process.argv.slice(2), {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: {
    ...process.env,
    TEST_DATABASE_ADMIN_URL: given ?? cluster?.adminUrl,
    // Hundreds of processes load the same files: what one of them compiled, types taken off, serves the others.
    NODE_COMPILE_CACHE: join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'),
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
const [code] = (await once(child, 'exit')) as [number | null];
await cluster?.stop();
process.exitCode = code ?? 1;

import { ROLES, type Role } from '@countersign/database';
import { migrate } from '@countersign/database/migrate';
import { provision, type RolePasswords } from '@countersign/database/provision';
import { startEmbeddedPostgres } from '@countersign/embedded-postgres';
import type { LocalConfig } from '../config.ts';
import { readSecret } from '../data-dir/generate-secrets.ts';
import type { DataLayout } from '../data-dir/layout.ts';
import { findFreePort, isPortFree } from './check-ports.ts';
import { POSTGRES_PORT } from './ports.ts';
import type { Report, Unit } from './supervise.ts';

const DATABASE = 'countersign';

/** The embedded PostgreSQL as something to supervise. */
export function postgresUnit(
  layout: DataLayout,
  port: number,
  { report, onSpawn }: { report: Report; onSpawn: (pid: number) => void },
): Unit {
  return {
    name: 'postgres',
    async start(signal) {
      signal.throwIfAborted();
      let onExit = (_code: number | null) => {};
      const ended = new Promise<string>((resolve) => {
        onExit = (code) => resolve(code === null ? 'killed' : `code ${code}`);
      });
      const server = await startEmbeddedPostgres({
        dataDir: layout.postgres,
        port,
        superuserPassword: readSecret(layout, 'postgres-superuser.password'),
        settings: { shared_buffers: '64MB', max_connections: '100' },
        logFile: layout.log('postgres'),
        onExit: (code) => onExit(code),
        onNotice: report,
      });
      onSpawn(server.pid);
      return {
        pid: server.pid,
        ended,
        async stop() {
          await server.stop();
          onExit(0);
        },
        // An immediate shutdown: its processes end, and what was committed is recovered at the next start.
        kill: () => void process.kill(server.pid, 'SIGQUIT'),
      };
    },
  };
}

/** The default port, or a free one if that is taken; a port that was asked for by name is not given up. */
export async function choosePostgresPort({ postgresPort }: LocalConfig, report: Report): Promise<number> {
  if (postgresPort !== null) return postgresPort;
  if (await isPortFree(POSTGRES_PORT.fallback)) return POSTGRES_PORT.fallback;
  const port = await findFreePort();
  report(
    `port ${POSTGRES_PORT.fallback} is taken, so PostgreSQL uses ${port} (${POSTGRES_PORT.variable} chooses one)`,
  );
  return port;
}

export const embeddedAdminUrl = (layout: DataLayout, port: number): string =>
  `postgres://postgres:${readSecret(layout, 'postgres-superuser.password')}@127.0.0.1:${port}/postgres`;

/** The database's URL as a role, without a password. */
export function roleUrl(adminUrl: string, role: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE}`;
  url.username = role;
  url.password = '';
  return url.href;
}

/** Roles, database, tables: everything the services expect to find. Safe to repeat. */
export async function prepareDatabase(layout: DataLayout, adminUrl: string): Promise<void> {
  const passwords = Object.fromEntries(
    ROLES.map((role: Role) => [role, readSecret(layout, `${role}.password`)]),
  ) as RolePasswords;
  await provision(adminUrl, DATABASE, passwords);
  const url = new URL(roleUrl(adminUrl, 'countersign_migrate'));
  url.password = passwords.countersign_migrate;
  await migrate(url.href);
}

import { stopLeftOver } from '@countersign/embedded-postgres';
import type { LocalConfig } from '../config.ts';
import { endLeftOvers } from '../data-dir/end-left-overs.ts';
import { generateSecrets } from '../data-dir/generate-secrets.ts';
import { identifyProcess } from '../data-dir/identify-process.ts';
import { dataLayout } from '../data-dir/layout.ts';
import { lockDataDir, type StackLock } from '../data-dir/lock-data-dir.ts';
import { prepareDataDir } from '../data-dir/prepare-data-dir.ts';
import { checkPorts, findFreePort } from './check-ports.ts';
import { boundLogs } from './open-log.ts';
import { PORTS, POSTGRES_PORT, type PortName, type PortWish } from './ports.ts';
import { type ServiceSpec, serviceSpecs } from './service-specs.ts';
import { serviceUnit } from './spawn-service.ts';
import {
  choosePostgresPort,
  embeddedAdminUrl,
  postgresUnit,
  prepareDatabase,
  roleUrl,
} from './start-database.ts';
import { type Report, type Supervised, supervise, type Unit } from './supervise.ts';

export type Stack = {
  /** Settles when everything is ready; rejects, with nothing left running, when that cannot be had. */
  readonly started: Promise<{ readonly postgresPort: number | null }>;
  /** Ends the services in reverse order, PostgreSQL last. Also while starting. */
  stop(): Promise<void>;
  /** Ends everything at once. */
  kill(): void;
};

const LOG_CHECK_MS = 30_000;

/** Runs the whole stack as children of this process. */
export function runStack(config: LocalConfig, report: Report): Stack {
  const layout = dataLayout(config.dataDir);
  const stopping = new AbortController();
  const children: Supervised[] = [];
  const processes = new Map<string, number>();
  let lock: StackLock | null = null;
  let logCheck: NodeJS.Timeout | undefined;

  /** Written down at once: whoever starts after a kill -9 of this process must know what it left. */
  const recordSpawn = (name: string) => (pid: number) => {
    processes.set(name, pid);
    const records = [...processes].flatMap(([name, pid]) => {
      const record = identifyProcess(pid);
      return record === null ? [] : [{ name, ...record }];
    });
    lock?.update({ children: records });
  };
  const add = async (unit: Unit) => {
    children.push(await supervise(unit, { report, signal: stopping.signal }));
  };

  const start = async () => {
    prepareDataDir(layout);
    lock = lockDataDir(layout, config.ports);
    await clearLeftOvers(lock);
    if (generateSecrets(layout) > 0) report(`made keys and passwords in ${layout.secrets}`);
    const postgresPort = config.databaseUrl === null ? await choosePostgresPort(config, report) : null;
    await checkPorts(portWishes(config.ports, postgresPort));
    logCheck = setInterval(() => boundLogs(layout.logs), LOG_CHECK_MS);
    logCheck.unref();
    if (postgresPort !== null) {
      await add(postgresUnit(layout, postgresPort, { report, onSpawn: recordSpawn('postgres') }));
    }
    const adminUrl = config.databaseUrl ?? embeddedAdminUrl(layout, postgresPort ?? 0);
    stopping.signal.throwIfAborted();
    await prepareDatabase(layout, adminUrl);
    for (const specs of await plan(adminUrl)) await startTogether(specs);
    stopping.signal.throwIfAborted();
    lock.update({ state: 'up', postgresPort });
    return { postgresPort };
  };
  const clearLeftOvers = async ({ leftOver }: StackLock) => {
    const ended = await endLeftOvers(leftOver.filter(({ name }) => name !== 'postgres'));
    if (ended > 0) report(`ended ${ended} process(es) of a stack that was killed`);
    if (config.databaseUrl === null && (await stopLeftOver(layout.postgres)) !== null) {
      report('stopped the PostgreSQL of a stack that was killed');
    }
  };
  const plan = async (adminUrl: string) =>
    serviceSpecs({
      ports: config.ports,
      mailerPort: await findFreePort(),
      databaseUrl: (role) => roleUrl(adminUrl, role),
      secretFile: layout.secret,
      mailDir: layout.mails,
      common: { ...config.inherited, LOG_LEVEL: config.logLevel, COUNTERSIGN_ENVIRONMENT: 'local' },
      redis: optional({ REDIS_URL: config.redisUrl, REDIS_PASSWORD_FILE: config.redisPasswordFile }),
    });
  const startTogether = async (specs: readonly ServiceSpec[]) => {
    const units = specs.map((spec) =>
      serviceUnit(spec, {
        cwd: config.root,
        logFile: layout.log(spec.name),
        onSpawn: recordSpawn(spec.name),
      }),
    );
    // All are waited for even if one fails, so that none is started behind the back of the one who cleans up.
    const results = await Promise.allSettled(
      units.map((unit) =>
        add(unit).catch((error: Error) => {
          throw new Error(`${unit.name} did not start: ${error.message}`);
        }),
      ),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };
  const stopAll = async () => {
    clearInterval(logCheck);
    // Each stays listed until it has ended, so that kill() reaches it.
    for (let child = children.at(-1); child !== undefined; child = children.at(-1)) {
      await child.stop();
      children.pop();
    }
    lock?.release();
    lock = null;
  };

  const started = start().catch(async (error) => {
    await stopAll();
    throw error;
  });
  return {
    started,
    async stop() {
      stopping.abort(new Error('stopped while starting'));
      await started.catch(() => {});
      await stopAll();
    },
    kill() {
      // The lock stays: whoever starts next takes it over and learns what to look out for.
      for (const child of children) child.kill();
    },
  };
}

function portWishes(ports: LocalConfig['ports'], postgresPort: number | null): PortWish[] {
  const wishes: PortWish[] = Object.entries(PORTS).map(([name, { variable, what }]) => ({
    port: ports[name as PortName],
    variable,
    what,
  }));
  return postgresPort === null ? wishes : [...wishes, { ...POSTGRES_PORT, port: postgresPort }];
}

const optional = (values: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@countersign/testing';
import type { Subject } from './measure-load.ts';
import {
  ANSWER_LOCATION,
  luaBlock,
  luaLocation,
  luaModule,
  type NginxSettings,
  nginxSettings,
  PROXY_LOCATION,
  upstreamBlock,
} from './nginx-settings.ts';
import type { SigningKey } from './presign.ts';
import { isInstalled, type Running, start } from './processes.ts';

const LUA_MODULES = ['ndk_http_module.so', 'ngx_http_lua_module.so'] as const;

export type PeerDeps = {
  readonly folder: string;
  readonly keys: readonly SigningKey[];
  readonly upstreamPort: number;
  readonly upstream: Running;
  /** Starts a gateway on the port, on the core of what is measured. */
  readonly startGateway: (port: number) => Promise<Running>;
};

/** Something that stands between the load and the upstream. */
export type Peer = Subject & {
  /** A replay must not get through. */
  readonly refusesReplays: boolean;
  /** Keeps its nonces in PostgreSQL. */
  readonly usesDatabase: boolean;
};

type PeerKind = {
  readonly name: string;
  readonly refusesReplays: boolean;
  readonly usesDatabase?: boolean;
  /** What must be installed. */
  readonly needs: () => readonly string[];
  /** Another port than the one that was offered, if it says so. */
  start(deps: PeerDeps, port: number): Promise<Pick<Peer, 'serving' | 'store'> & { readonly port?: number }>;
};

const here = (file: string) => join(import.meta.dirname, file);

const missingPrograms = (...programs: string[]) => programs.filter((program) => !isInstalled(program));
const missingLua = () =>
  existsSync('/usr/lib/nginx/modules/ngx_http_lua_module.so') ? [] : ['libnginx-mod-http-lua'];

export const PEERS: readonly PeerKind[] = [
  {
    name: 'Countersign gateway, every check on',
    refusesReplays: true,
    usesDatabase: true,
    needs: () => [],
    start: async ({ startGateway }, port) => ({ serving: await startGateway(port), store: null }),
  },
  {
    name: '@fastify/http-proxy, no check',
    refusesReplays: false,
    needs: () => [],
    start: async ({ upstreamPort }, port) => ({
      serving: await start(
        [process.execPath, here('plain-proxy.ts'), String(port), `http://127.0.0.1:${upstreamPort}`],
        { port, isMeasured: true },
      ),
      store: null,
    }),
  },
  {
    // What load and backend take by themselves. It shares a core with the load, as it does behind every other peer.
    name: 'the backend, with nothing before it',
    refusesReplays: false,
    needs: () => [],
    start: async ({ upstream, upstreamPort }) => ({
      // Whoever started it ends it: the others need it, too.
      serving: { ...upstream, stop: async () => {} },
      store: null,
      port: upstreamPort,
    }),
  },
  {
    name: 'nginx, no check',
    refusesReplays: false,
    needs: () => missingPrograms('nginx'),
    start: async ({ folder, upstreamPort }, port) => ({
      serving: await startNginx(folder, {
        port,
        location: PROXY_LOCATION,
        http: upstreamBlock(upstreamPort),
      }),
      store: null,
    }),
  },
  {
    name: 'nginx + Lua: HMAC, nonce in memory',
    refusesReplays: true,
    needs: () => [...missingPrograms('nginx'), ...missingLua()],
    start: async (deps, port) => ({ serving: await startNginxWithLua(deps, port, null), store: null }),
  },
  {
    name: 'nginx + Lua: HMAC, nonce in Redis',
    refusesReplays: true,
    needs: () => [
      ...missingPrograms('nginx', 'redis-server'),
      ...missingLua(),
      ...(existsSync('/usr/share/lua/5.1/nginx/redis.lua') ? [] : ['lua-nginx-redis']),
    ],
    async start(deps, port) {
      const redisPort = await freePort();
      const options = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', deps.folder];
      const store = await start(['redis-server', '--port', String(redisPort), ...options], {
        port: redisPort,
      });
      return { serving: await startNginxWithLua(deps, port, redisPort), store };
    },
  },
];

export async function startPeer(kind: PeerKind, deps: PeerDeps): Promise<Peer> {
  const port = await freePort();
  const { name, refusesReplays, usesDatabase = false } = kind;
  return { name, refusesReplays, usesDatabase, port, ...(await kind.start(deps, port)) };
}

/** The backend: nginx where there is one, as the lightest; else Node. */
export async function startUpstream(
  folder: string,
): Promise<{ port: number; running: Running; what: string }> {
  const port = await freePort();
  if (isInstalled('nginx')) {
    const running = await startNginx(folder, { port, location: ANSWER_LOCATION, isMeasured: false });
    return { port, running, what: 'nginx' };
  }
  const running = await start([process.execPath, here('upstream.ts'), String(port)], { port });
  return { port, running, what: 'node:http' };
}

async function startNginxWithLua(
  { folder, keys, upstreamPort }: PeerDeps,
  port: number,
  redisPort: number | null,
) {
  writeFileSync(join(folder, 'check.lua'), luaModule(keys), { mode: 0o600 });
  const http = luaBlock(folder, upstreamPort);
  return startNginx(folder, { port, location: luaLocation(redisPort), http, modules: LUA_MODULES });
}

async function startNginx(
  parent: string,
  { isMeasured = true, ...settings }: Omit<NginxSettings, 'folder'> & { isMeasured?: boolean },
): Promise<Running> {
  const folder = join(parent, `nginx-${settings.port}`);
  mkdirSync(folder);
  const file = join(folder, 'nginx.conf');
  // Started as root its worker would be another user, who cannot read what is ours.
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  // The folder of the Lua module is the parent's.
  writeFileSync(file, user + nginxSettings({ ...settings, folder }), { mode: 0o600 });
  return start(['nginx', '-c', file, '-p', folder, '-e', join(folder, 'error.log')], {
    port: settings.port,
    isMeasured,
    env: { PATH: `${process.env.PATH}:/usr/sbin` },
  });
}

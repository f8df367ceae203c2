import { PERMISSIONS } from '@countersign/permissions';
import { createLogger } from '@countersign/runtime';
import { TEST_ENVIRONMENT } from '@countersign/testing';
import t, { type Test } from 'tap';
import type { ApiKey } from '../../services/gateway/src/api-key-lookup/api-key.ts';
import type { KeyLookup } from '../../services/gateway/src/api-key-lookup/key-lookup.ts';
import { LiveVerifier } from '../../services/gateway/src/api-key-lookup/live-verifier.ts';
import { createDeps, type Deps } from '../../services/gateway/src/deps.ts';
import { GatewayServer } from '../../services/gateway/src/http/gateway-server.ts';
import { LIMITS } from '../../services/gateway/src/limits.ts';
import type { NonceConsumer } from '../../services/gateway/src/nonces/nonce-consumer.ts';
import { type HeaderLines, headerLines, joinLines } from '../../services/gateway/src/proxy/header-lines.ts';
import type { Upstream, UpstreamCall } from '../../services/gateway/src/proxy/upstream.ts';
import { loadRoutes } from '../../services/gateway/src/routing/load-routes.ts';
import { recordingUpstream } from '../../services/gateway/src/testing/recording-upstream.ts';
import { testGateway, UPSTREAM_TOKEN } from '../../services/gateway/src/testing/test-gateway.ts';
import { fuzz } from './fuzz.ts';
import { answerOf, Oracle } from './oracle.ts';
import { settle } from './signers.ts';

// That the fuzzer finds nothing is worth as much as what it would find: here are gateways that it must see through.
const REQUESTS = 600;

let oracle: Oracle | null = null;
const upstream = await recordingUpstream(t, (call, response) => {
  oracle?.arrived(call);
  const body = answerOf(String(call.headers['x-request-id']));
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
});
const good = await testGateway(t, {}, { upstream });

/** Starts a gateway with a fault in it. */
async function brokenGateway(t: Test, breakDeps: (deps: Deps) => Deps): Promise<number> {
  const logger = createLogger('gateway', 'silent');
  const routes = await loadRoutes(good.config.routesFile, logger, Date.now);
  const deps = createDeps(good.config, LIMITS, logger, routes);
  const server = new GatewayServer(breakDeps(deps), { ...LIMITS, idleMs: 45_000 });
  t.teardown(async () => {
    server.destroyConnections();
    await server.close();
    await deps.close();
  });
  return server.listen(0, '127.0.0.1');
}

async function violationsOf(port: number): Promise<readonly string[]> {
  const { database, keyrings } = good;
  const fresh = new Oracle({
    upstreamOrigin: upstream.origin,
    upstreamToken: UPSTREAM_TOKEN,
    environment: TEST_ENVIRONMENT,
    assertion: keyrings.assertion,
  });
  const populations = await Promise.all(
    Array.from({ length: 4 }, () => settle({ database, keyrings, port: good.port })),
  );
  for (const population of populations) fresh.know(population);
  oracle = fresh;
  await fuzz({ port, oracle: fresh, populations, seed: 7, requests: REQUESTS });
  return fresh.violations;
}

const withVerification = (deps: Deps, change: Partial<Deps['verification']>): Deps => ({
  ...deps,
  verification: { ...deps.verification, ...change },
});

/** Changes every key that the gateway judges by. */
function withKeys(deps: Deps, change: (key: ApiKey) => Partial<ApiKey>): Deps {
  const { keys } = deps.verification;
  const changed = (key: ApiKey | null) => (key === null ? null : { ...key, ...change(key) });
  const lying = {
    find: async (keyId: string) => changed(await keys.find(keyId)),
    reload: async (key: ApiKey) => changed(await keys.reload(key)),
    isCurrent: (key: ApiKey) => keys.isCurrent(key),
  };
  return withVerification(deps, { keys: lying as unknown as KeyLookup });
}

class TrustingVerifier extends LiveVerifier {
  override verifies(): boolean {
    return true;
  }
}

function withCalls(deps: Deps, change: (call: UpstreamCall) => UpstreamCall): Deps {
  const { signedUpstream } = deps;
  const lying: Upstream = {
    ...signedUpstream,
    forward: (call, reply) => signedUpstream.forward(change(call), reply),
  };
  return { ...deps, signedUpstream: lying };
}

const renamed = ({ headers }: UpstreamCall, name: string, value: string) =>
  headers.replace(new RegExp(`^${name}: .*$`, 'm'), `${name}: ${value}`) as HeaderLines;
const withMore = ({ headers }: UpstreamCall, name: string, value: string) =>
  joinLines(headers, headerLines([name, value]));

const BREAKAGES: Record<string, readonly [break_: (deps: Deps) => Deps, finds: RegExp]> = {
  'no signature checked': [
    (deps) => withKeys(deps, () => ({ verifier: new TrustingVerifier(Buffer.alloc(48)) })),
    /otherwise than it was signed|without a signature|never signed/,
  ],
  'no nonce consumed': [
    (deps) =>
      withVerification(deps, { nonces: { consume: async () => 'accepted' } as unknown as NonceConsumer }),
    /arrived again|nonce \d+ after/,
  ],
  'no permission asked for': [(deps) => withKeys(deps, () => ({ permissions: PERMISSIONS })), /went without/],
  'no address asked for': [
    (deps) => withKeys(deps, () => ({ allowedAddresses: null })),
    /from-elsewhere got through/,
  ],
  'a body that is written anew': [
    (deps) =>
      withCalls(deps, (call) => ({
        ...call,
        body: call.body && Buffer.from(call.body.toString('utf8').replace(/\s/g, '')),
      })),
    /otherwise than it was signed/,
  ],
  'a path that is tidied up': [
    (deps) => withCalls(deps, (call) => ({ ...call, path: call.path.replace('//', '/') })),
    /otherwise than it was signed|arrived as/,
  ],
  'the principal of somebody else': [
    (deps) => withCalls(deps, (call) => ({ ...call, headers: renamed(call, 'countersign-user', 'evil') })),
    /principal evil/,
  ],
  'a principal twice': [
    (deps) => withCalls(deps, (call) => ({ ...call, headers: withMore(call, 'Countersign-User', 'evil') })),
    /countersign-user twice|principal/,
  ],
  'a header too many': [
    (deps) => withCalls(deps, (call) => ({ ...call, headers: withMore(call, 'cookie', 'a=b') })),
    /a header that none may be: cookie/,
  ],
  'the assertion of nobody': [
    (deps) =>
      withCalls(deps, (call) => ({ ...call, headers: renamed(call, 'countersign-assertion', 'e30.e30.') })),
    /asserted/,
  ],
  'each call sent twice': [
    (deps) => {
      const { signedUpstream } = deps;
      const nobody = { ...SILENT };
      const forward: Upstream['forward'] = (call, reply) => {
        signedUpstream.forward(call, reply);
        signedUpstream.forward(call, nobody);
      };
      return { ...deps, signedUpstream: { ...signedUpstream, forward } };
    },
    /called twice/,
  ],
  'answers without an ID': [(deps) => ({ ...deps, nextRequestId: () => 'same' }), /a request ID twice/],
};

const SILENT = {
  isGone: false,
  start() {},
  answerWhole() {},
  write: () => true,
  whenDrained() {},
  end() {},
  breakOff() {},
  refuse() {},
  whenGone() {},
};

t.test('a gateway that is whole passes', async (t) => {
  t.same(await violationsOf(good.port), []);
});

for (const [name, [breakDeps, finds]] of Object.entries(BREAKAGES)) {
  t.test(`a gateway with this fault is found out: ${name}`, async (t) => {
    const violations = await violationsOf(await brokenGateway(t, breakDeps));
    t.ok(
      violations.some((violation) => finds.test(violation)),
      violations.slice(0, 3).join('\n'),
    );
  });
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@countersign/runtime';
import t from 'tap';
import { recordedLog } from '../testing/recorded-log.ts';
import {
  errorOf,
  exchange,
  PERMISSION_INVALID,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-routes-'));
t.teardown(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

t.test('routes of a file are in force from the start, and change when it is read again', async (t) => {
  const { logger, lines } = recordedLog();
  const path = '/v2/auth/r/custom/report';
  const added = JSON.stringify({
    routes: [
      { path, permission: 'wallets:read' },
      { path: '/v2/auth/r/wallets', permission: null },
    ],
  });
  const routesFile = fileOf('routes', added);
  const { port, gateway, upstream, insertKey } = await testGateway(t, { routesFile }, { logger });
  const key = await insertKey({ permissions: ['wallets:read'] });
  const send = (target: string) => exchange(port, signedRequest(key, { path: target }));
  t.equal((await send(path)).status, 200);
  t.equal(upstream.calls.at(-1)?.path, path);
  t.same(errorOf(await send('/v2/auth/r/wallets')), PERMISSION_INVALID);
  for (const [text, fault] of [
    ['{"routes":[', /^no JSON/],
    ['x'.repeat(70_000), /larger than/],
  ] as const) {
    writeFileSync(routesFile, text);
    await gateway.reloadRoutes();
    t.match(lines.at(-1), { faults: [fault] });
  }
  rmSync(routesFile);
  await gateway.reloadRoutes();
  t.match(lines.at(-1), { faults: ['cannot be read (ENOENT)'] });
  t.equal((await send(path)).status, 200, 'what was right stays in force');
  fileOf('routes', '{"routes":[]}');
  await gateway.reloadRoutes();
  t.same(errorOf(await send(path)), PERMISSION_INVALID);
  t.equal((await send('/v2/auth/r/wallets')).status, 200);
});

t.test('a gateway does not start with routes that it cannot obey', async (t) => {
  const { another } = await testGateway(t);
  const routesFile = fileOf('bad', '{"routes":[{"path":"/v2/auth/r/x","permission":"all"}]}');
  await t.rejects(another({ routesFile }), ConfigError);
  await t.rejects(another({ routesFile: join(folder, 'none') }), /cannot be read \(ENOENT\)/);
});

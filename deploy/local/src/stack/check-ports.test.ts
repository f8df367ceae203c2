import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import t, { type Test } from 'tap';
import { checkPorts, findFreePort, isPortFree } from './check-ports.ts';

async function listenOn(t: Test, host: string): Promise<number> {
  const server = createServer().listen(0, host);
  t.teardown(() => server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

t.test('a port that anybody answers on is not free, under whichever name of this machine', async (t) => {
  t.equal(await isPortFree(await listenOn(t, '127.0.0.1')), false, '127.0.0.1');
  t.equal(await isPortFree(await listenOn(t, '0.0.0.0')), false, 'every address');
  t.equal(await isPortFree(await listenOn(t, '::1')), false, '::1, which a browser takes for localhost');
  t.equal(await isPortFree(await findFreePort()), true);
});

t.test('the message names every port at once: what it is for and what moves it', async (t) => {
  const [first, second] = [await listenOn(t, '127.0.0.1'), await listenOn(t, '127.0.0.1')];
  const free = await findFreePort();
  const wishes = [
    { port: first, variable: 'COUNTERSIGN_KEYS_PORT', what: 'the key service' },
    { port: free, variable: 'COUNTERSIGN_GATEWAY_PORT', what: 'the gateway' },
    { port: second, variable: 'COUNTERSIGN_SMTP_PORT', what: 'SMTP' },
  ];
  await t.rejects(checkPorts(wishes), {
    message: [
      'the local stack cannot have its ports:',
      `  - port ${first}, for the key service, is taken: free it or set COUNTERSIGN_KEYS_PORT`,
      `  - port ${second}, for SMTP, is taken: free it or set COUNTERSIGN_SMTP_PORT`,
    ].join('\n'),
  });
});

t.test('one port cannot serve two', async (t) => {
  const port = await findFreePort();
  const wishes = [
    { port, variable: 'A_PORT', what: 'one' },
    { port, variable: 'B_PORT', what: 'another' },
  ];
  await t.rejects(checkPorts(wishes), { message: /asked for twice, by A_PORT and B_PORT/ });
});

// Records what a real Chromium brings from registering and using its virtual authenticators, for the tests of the
// WebAuthn adapter:  node tests/system/record-ceremonies.ts
// The recorded file belongs into the repository; record anew when a browser changes what it sends.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import {
  assertionOptions,
  registrationOptions,
} from '../../services/keys/src/second-factors/webauthn/ceremony-options.ts';
import { knownTransports } from '../../services/keys/src/second-factors/webauthn/transports.ts';
import { userHandleOf } from '../../services/keys/src/second-factors/webauthn/user-handle.ts';
import {
  createCredential,
  getAssertion,
  launchChromium,
  plugIn,
  VIRTUAL_AUTHENTICATORS,
} from './harness/virtual-authenticator.ts';

const FILE = fileURLToPath(
  new URL('../../services/keys/src/second-factors/webauthn/recorded-ceremonies.json', import.meta.url),
);
const RP_ID = 'localhost';
const USER_HANDLE = userHandleOf('6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11');

const ceremony = (requireUserVerification: boolean) => ({
  rpId: RP_ID,
  challenge: randomBytes(32),
  timeoutMs: 60_000,
  requireUserVerification,
});

/** One registration and two assertions. `direct` also records the certificates that we never ask for. */
async function record(page: Page, requireUserVerification: boolean, attestation: 'none' | 'direct') {
  const options = ceremony(requireUserVerification);
  const user = { handle: USER_HANDLE, email: 'ada@example.com' };
  const asked = registrationOptions({ ...options, platformName: 'Countersign', user, registered: [] });
  const registered = await createCredential(page, { ...asked, attestation });
  const credential = {
    id: Buffer.from(registered.rawId, 'base64url'),
    transports: knownTransports(registered.response.transports ?? []),
  };
  const assertions = [];
  for (let use = 0; use < 2; use++) {
    const next = ceremony(requireUserVerification);
    const assertion = await getAssertion(page, assertionOptions({ ...next, registered: [credential] }));
    assertions.push({ challenge: next.challenge.toString('base64url'), assertion });
  }
  const registration = { challenge: options.challenge.toString('base64url'), attestation: registered };
  return { requireUserVerification, registration, assertions };
}

const server = createServer((_request, response) =>
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>Recording</title>'),
).listen(0, 'localhost');
await once(server, 'listening');
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(origin);

const ceremonies = [];
for (const [name, authenticator] of Object.entries(VIRTUAL_AUTHENTICATORS)) {
  for (const attestation of ['none', 'direct'] as const) {
    const unplug = await plugIn(page, authenticator);
    const recorded = await record(page, authenticator.isUserVerified ?? false, attestation);
    ceremonies.push({ name: `${name}, attestation ${attestation}`, ...recorded });
    await unplug();
  }
}
const head = { browser: `Chromium ${browser.version()}`, origin, rpId: RP_ID };
const userHandle = USER_HANDLE.toString('base64url');
writeFileSync(FILE, `${JSON.stringify({ ...head, userHandle, ceremonies }, null, 2)}\n`);
await browser.close();
server.close();

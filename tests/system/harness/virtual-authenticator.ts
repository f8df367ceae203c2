import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import type {
  Assertion,
  AssertionOptions,
  Attestation,
  RegistrationOptions,
} from '../../../services/keys/src/second-factors/webauthn/webauthn.schemas.ts';

/** A Chromium of this machine, or `undefined`. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });

/** What Chromium's DevTools protocol can pretend: WebAuthn.VirtualAuthenticatorOptions. */
export type VirtualAuthenticator = {
  readonly protocol: 'u2f' | 'ctap2';
  readonly transport: 'usb' | 'nfc' | 'ble' | 'internal';
  readonly hasResidentKey?: boolean;
  readonly hasUserVerification?: boolean;
  readonly isUserVerified?: boolean;
  readonly defaultBackupEligibility?: boolean;
  readonly defaultBackupState?: boolean;
};

/** The kinds of authenticators that people have. */
export const VIRTUAL_AUTHENTICATORS: Readonly<Record<string, VirtualAuthenticator>> = {
  'a U2F key': { protocol: 'u2f', transport: 'usb' },
  'a security key without a PIN': { protocol: 'ctap2', transport: 'usb' },
  'a security key with a PIN': {
    protocol: 'ctap2',
    transport: 'usb',
    hasUserVerification: true,
    isUserVerified: true,
  },
  'a security key with a PIN and room for resident keys': {
    protocol: 'ctap2',
    transport: 'usb',
    hasUserVerification: true,
    isUserVerified: true,
    hasResidentKey: true,
  },
  'the authenticator of a laptop': {
    protocol: 'ctap2',
    transport: 'internal',
    hasUserVerification: true,
    isUserVerified: true,
    hasResidentKey: true,
  },
  'a synchronised passkey': {
    protocol: 'ctap2',
    transport: 'internal',
    hasUserVerification: true,
    isUserVerified: true,
    hasResidentKey: true,
    defaultBackupEligibility: true,
    defaultBackupState: true,
  },
};

/** Plugs it into `page`; it touches itself. Returns how to unplug it. */
export async function plugIn(page: Page, authenticator: VirtualAuthenticator): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { automaticPresenceSimulation: true, ...authenticator },
  });
  return async () => {
    await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    await session.detach();
  };
}

// Pages know these; the types that Node's code is checked with do not. So they go over as text.
const IN_PAGE = {
  create: `async (options) => (await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })).toJSON()`,
  get: `async (options) => (await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })).toJSON()`,
};

/** `navigator.credentials.create()` on the page. */
export const createCredential = (page: Page, options: RegistrationOptions | object): Promise<Attestation> =>
  page.evaluate(`(${IN_PAGE.create})(${JSON.stringify(options)})`);

/** `navigator.credentials.get()` on the page. */
export const getAssertion = (page: Page, options: AssertionOptions): Promise<Assertion> =>
  page.evaluate(`(${IN_PAGE.get})(${JSON.stringify(options)})`);

import { randomBytes, randomUUID } from 'node:crypto';
import { parseIpEntry } from '../../services/keys/src/api-keys/ip-allowlist.ts';
import { parseLabel } from '../../services/keys/src/api-keys/label.ts';
import { TestAuthenticator } from '../../services/keys/src/second-factors/webauthn/test-authenticator.ts';
import { cborHead } from '../../services/keys/src/second-factors/webauthn/test-cbor.ts';
import { registrationOf } from '../../services/keys/src/second-factors/webauthn/test-ceremonies.ts';
import { verifyRegistration } from '../../services/keys/src/second-factors/webauthn/webauthn-adapter.ts';
import { canonicalEmail } from '../../services/keys/src/users/email-address.ts';
import { Browser } from '../../tests/system/harness/browser.ts';
import { type Person, registerPerson } from '../../tests/system/harness/person.ts';
import type { System } from '../../tests/system/harness/system.ts';
import { median, ms, progress, table, timed } from '../report.ts';
import { createKey } from './create-key.ts';

/** The figures that attack cases ask for: what must take equally long, and what must not take long. */
export async function measureTimings(system: System): Promise<string> {
  progress('timing what must not tell known from unknown (KS-65)');
  const person = await registerPerson(system);
  await createKey(system, person);
  const uniform = await measureUniform(system, person);
  progress('timing hostile input (KS-25, KS-76)');
  const hostile = await measureHostile();
  return [
    table(['KS-65, medians', 'known ms', 'unknown ms', 'difference ms'], uniform),
    table(['KS-25, KS-76, worst input', 'best of 7 ms', 'limit ms'], hostile),
  ].join('\n\n');
}

type Call = () => Promise<unknown>;

const PAIRS = 80;

/** Each pair one after the other, in turn first, so that what slows the machine down slows both. */
async function measureUniform(system: System, person: Person): Promise<string[][]> {
  const stranger = new Browser(system.keysUrl);
  const other = await registerPerson(system);
  await createKey(system, other);
  const own = (await other.browser.ok('GET', '/v1/keys')).items[0].id as string;
  const missing = `${own.slice(0, -8)}${own.slice(-8).split('').toReversed().join('')}`;
  const nobody = () => `${randomUUID()}@people.example`;
  const signIn = (email: string) =>
    stranger.call('POST', '/v1/session', { email, password: 'not the password' });
  const register = (email: string) =>
    stranger.call('POST', '/v1/users', { email, password: randomBytes(12).toString('base64url') });
  const pairs: Record<string, readonly [Call, Call]> = {
    'sign-in, wrong password': [() => signIn(person.email), () => signIn(nobody())],
    registration: [() => register(person.email), () => register(nobody())],
    'look-up of a key that is another’s / nobody’s': [
      () => person.browser.call('GET', `/v1/keys/${own}`),
      () => person.browser.call('GET', `/v1/keys/${missing}`),
    ],
  };
  const rows: string[][] = [];
  for (const [name, [known, unknown]] of Object.entries(pairs)) {
    const samples: [number[], number[]] = [[], []];
    for (let n = 0; n < PAIRS; n++) {
      for (const side of n % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        samples[side].push((await timed(side === 0 ? known : unknown)).ms);
      }
    }
    const [a, b] = [median(samples[0]), median(samples[1])];
    rows.push([name, ms(a), ms(b), (a - b).toFixed(2)]);
  }
  return rows;
}

const LENGTH = 65_536;
const repeated = (text: string) => text.repeat(Math.ceil(LENGTH / text.length)).slice(0, LENGTH);

/** 64 KiB that make a careless pattern backtrack, for each rule about text; and CBOR that a careless decoder obeys. */
async function measureHostile(): Promise<string[][]> {
  const texts = ['a', ' ', '\u0301', '\u200d👩', 'a.', '0:', '1.', '::', '255.', '\0', '-'].map(repeated);
  const rules: Record<string, (text: string) => unknown> = {
    'KS-76 label of 64 KiB': parseLabel,
    'KS-76 address of 64 KiB': (text) => canonicalEmail(`${text}@${text}`),
    'KS-76 entry of an IP allowlist of 64 KiB': parseIpEntry,
  };
  const rows: string[][] = [];
  for (const [name, rule] of Object.entries(rules)) {
    rows.push([name, ms(await worstOf(texts, async (text) => rule(text))), '5']);
  }
  rows.push(['KS-25 attestation of hostile CBOR', ms(await worstOf(BOMBS, register)), '50']);
  return rows;
}

const given = registrationOf(new TestAuthenticator({ attestation: 'self' }));

function register(bytes: Buffer) {
  const response = { ...given.attestation.response, attestationObject: bytes.toString('base64url') };
  return verifyRegistration({ ...given, attestation: { ...given.attestation, response } });
}

const BOMBS = [
  randomBytes(1_000_000),
  ...[0x81, 0xa1, 0xc1, 0x9f, 0xbf, 0x5f].map((byte) => Buffer.alloc(1_000_000, byte)),
  ...([4, 5, 3, 2] as const).map((major) => cborHead(major, 4_294_967_295)),
];

/** One after the other: at once they would wait for each other, and that would be measured. */
async function worstOf<T>(inputs: readonly T[], work: (input: T) => Promise<unknown>): Promise<number> {
  let worst = 0;
  for (const input of inputs) worst = Math.max(worst, await bestOf(() => work(input)));
  return worst;
}

/** The best of seven: another process on the machine, or a collection of garbage, is not what is measured. */
async function bestOf(work: Call): Promise<number> {
  const samples: number[] = [];
  for (let n = 0; n < 7; n++) samples.push((await timed(work)).ms);
  return Math.min(...samples);
}

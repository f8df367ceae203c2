import { createHmac } from 'node:crypto';
import { type Draft, draftV2, PATHS } from './draft.ts';
import { HARMLESS, type Mutator } from './dress-draft.ts';
import type { Random } from './random.ts';

const isV2 = ({ kind }: Draft) => kind === 'v2';
const isSigned = ({ signed }: Draft) => signed !== null;
const hasBody = ({ kind, body }: Draft) => kind === 'v2' && body.byteLength > 1;

const AUTH = /^(?:x-)?bfx-/i;
const authHeaders = ({ headers }: Draft) => headers.filter(([name]) => AUTH.test(name));
const headerOf = ({ headers }: Draft, name: string) => headers.find(([each]) => each.toLowerCase() === name);
const headerValue = (draft: Draft, name: string) => headerOf(draft, name)?.[1] ?? '';

function replace(draft: Draft, name: string, value: string): void {
  const header = headerOf(draft, name);
  if (header !== undefined) header[1] = value;
}

const SPELLINGS: readonly ((path: string, random: Random) => string)[] = [
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => path.replace('/auth/', '/./auth/'),
  (path) => path.replace(/\/([a-z]+)$/, '/x/../$1'),
  (path) => path.replace('/v', '/v//'),
  (path) => path.toUpperCase(),
  (path) => path.replace(/[a-z]$/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => path.replace(/\/([^/]*)$/, '%2f$1'),
  (path) => path.replace(/\/([^/]*)$/, '\\$1'),
  (path) => `${path};a=1`,
  (path) => `${path}?`,
  (path) => `${path}?a=1&a=2`,
  (path) => `${path}#a`,
  (path) => `${path}%00`,
  (path) => `http://gateway.example${path}`,
  (path) => `http://evil.example${path}`,
  (path, random) => `${path}${1 + random.below(99)}`,
];

/** Another spelling in any case: some of them leave some paths as they are. */
function respelled(path: string, random: Random): string {
  const spelled = random.pick(SPELLINGS)(path, random);
  return spelled === path ? `${path}/` : spelled;
}

const NONCES: readonly ((nonce: string) => string)[] = [
  (nonce) => `0${nonce}`,
  (nonce) => `+${nonce}`,
  (nonce) => `-${nonce}`,
  (nonce) => `${nonce}.0`,
  (nonce) => `${nonce}e0`,
  (nonce) => `0x${Number(nonce).toString(16)}`,
  (nonce) => `${nonce.slice(0, 3)}_${nonce.slice(3)}`,
  (nonce) => `${nonce.slice(0, 3)} ${nonce.slice(3)}`,
  (nonce) => `${nonce}, ${nonce}`,
  (nonce) => `${nonce}\u00b2`,
  (nonce) => `${nonce}0`,
  (nonce) => String(Number(nonce) + 1),
  (nonce) => String(Number(nonce) - 1),
  () => '9007199254740992',
  () => '18446744073709551616',
  () => '',
];

/** After these nothing of it may get anywhere. */
const HARMFUL: readonly Mutator[] = [
  {
    name: 'a bit of the body flipped',
    fits: hasBody,
    mutate(draft, random) {
      draft.body = Buffer.from(draft.body);
      const at = random.below(draft.body.byteLength);
      draft.body[at] = (draft.body[at] as number) ^ (1 << random.below(8));
    },
  },
  {
    name: 'the body cut short',
    fits: hasBody,
    mutate(draft, random) {
      draft.body = draft.body.subarray(0, random.below(draft.body.byteLength));
    },
  },
  {
    name: 'the body of another request',
    fits: ({ kind }) => kind === 'v2',
    mutate(draft, random, earlier) {
      const others = earlier.filter(({ body }) => !body.equals(draft.body));
      draft.body = others.length === 0 ? Buffer.from('{"other":1}') : random.pick(others).body;
    },
  },
  {
    name: 'the path of another request',
    fits: isSigned,
    mutate(draft, random) {
      draft.target = random.pick(PATHS.filter((path) => path !== draft.target));
    },
  },
  {
    name: 'another spelling of the path, behind the signature',
    fits: ({ kind }) => kind !== 'public',
    mutate(draft, random) {
      draft.target = respelled(draft.target, random);
    },
  },
  {
    name: 'another spelling of the path, signed',
    fits: ({ kind, signed }) => kind === 'v2' && signed !== null,
    mutate(draft, random) {
      const path = respelled(draft.target, random);
      if (draft.signed === null) return;
      const { headers, signed } = draftV2(draft.signed.signer, path, draft.body);
      Object.assign(draft, { target: path, headers, signed });
    },
  },
  {
    name: 'digits moved from the nonce to the path',
    fits: isV2,
    mutate(draft, random) {
      const nonce = headerValue(draft, 'bfx-nonce');
      const count = 1 + random.below(6);
      draft.target += nonce.slice(0, count);
      replace(draft, 'bfx-nonce', nonce.slice(count));
    },
  },
  {
    name: 'digits moved from the nonce to the body',
    fits: isV2,
    mutate(draft, random) {
      const nonce = headerValue(draft, 'bfx-nonce');
      const kept = nonce.length - 1 - random.below(6);
      replace(draft, 'bfx-nonce', nonce.slice(0, kept));
      draft.body = Buffer.concat([Buffer.from(nonce.slice(kept)), draft.body]);
    },
  },
  {
    name: 'zeros moved from the path to the nonce',
    fits: ({ kind, target }) => kind === 'v2' && target.endsWith('0'),
    mutate(draft) {
      draft.target = draft.target.slice(0, -1);
      replace(draft, 'bfx-nonce', `0${headerValue(draft, 'bfx-nonce')}`);
    },
  },
  {
    name: 'another nonce than was signed, or another spelling of it',
    fits: isV2,
    mutate(draft, random) {
      replace(draft, 'bfx-nonce', random.pick(NONCES)(headerValue(draft, 'bfx-nonce')));
    },
  },
  {
    name: 'a signature that is none',
    fits: isSigned,
    mutate(draft, random) {
      const name = draft.kind === 'v1' ? 'x-bfx-signature' : 'bfx-signature';
      const good = headerValue(draft, name);
      const made = createHmac(random.pick(['sha256', 'sha512']), draft.signed?.signer.secret ?? '');
      const bad = random.pick([
        good.slice(1),
        `${good}0`,
        good.replace(/[a-f]/, (letter) => letter.toUpperCase()),
        good.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
        good.slice(0, 64),
        '',
        '0'.repeat(96),
        made.update(draft.body).digest('hex'),
        Buffer.from(good, 'hex').toString('base64'),
      ]);
      // Without a letter, upper case is no change.
      replace(draft, name, bad === good ? '' : bad);
      draft.signed = null;
    },
  },
  {
    name: 'the signature of another request',
    fits: isV2,
    mutate(draft, random, earlier) {
      const mine = headerValue(draft, 'bfx-signature');
      const others = earlier
        .map((other) => headerValue(other, 'bfx-signature'))
        .filter((each) => each !== mine);
      replace(draft, 'bfx-signature', others.length === 0 ? 'none' : random.pick(others));
      draft.signed = null;
    },
  },
  {
    name: 'a header that authenticates twice',
    fits: ({ kind }) => kind !== 'public',
    mutate(draft, random) {
      const [name, value] = random.pick(authHeaders(draft));
      const second = random.pick([value, value, '1', '']);
      draft.headers.splice(random.below(draft.headers.length + 1), 0, [random.cased(name), second]);
    },
  },
  {
    name: 'Host twice',
    mutate(draft, random) {
      draft.headers.push([random.cased('host'), random.pick(['gateway.example', 'evil'])]);
    },
  },
  {
    name: 'a header that authenticates left out',
    fits: ({ kind }) => kind !== 'public',
    mutate(draft, random) {
      const left = random.pick(authHeaders(draft));
      draft.headers = draft.headers.filter((header) => header !== left);
    },
  },
  {
    name: 'a token beside the signature, which it wins over',
    fits: isV2,
    mutate(draft) {
      draft.headers.push(['bfx-token', 'pub:api:00000000-0000-0000-0000-000000000000-caps:none']);
      draft.signed = null;
    },
  },
  {
    name: 'an encoded body',
    mutate(draft, random) {
      draft.headers.push(['content-encoding', random.pick(['gzip', 'identity', 'br'])]);
    },
  },
  {
    name: 'the headers of the other profile',
    fits: isSigned,
    mutate(draft) {
      draft.headers = draft.headers.map(([name, value]) => {
        if (!AUTH.test(name)) return [name, value];
        return [name.startsWith('x-') ? name.slice(2) : `x-${name}`, value];
      });
    },
  },
];

/** After these it depends. */
const ODD: readonly Mutator[] = [
  {
    name: 'another method',
    mutate(draft, random) {
      draft.method = random.pick(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'POST', 'QUERY']);
      draft.expects = 'anything';
    },
  },
  {
    name: 'blanks behind the values',
    mutate(draft) {
      for (const header of draft.headers) header[1] = `${header[1]} `;
      draft.expects = 'anything';
    },
  },
  {
    name: 'what a public call has that is none',
    fits: ({ kind }) => kind === 'public',
    mutate(draft, random) {
      const { target } = draft;
      draft.target = random.chance(0.3) ? target.replace('/v2/', '/v2/auth/') : respelled(target, random);
      draft.expects = 'anything';
    },
  },
  {
    name: 'the headers of a key on a public call',
    fits: ({ kind }) => kind === 'public',
    mutate(draft) {
      draft.headers.push(['bfx-apikey', 'ck_evil'], ['bfx-signature', '0'], ['bfx-token', 'x']);
      draft.expects = 'anything';
    },
  },
];

const fitting = (mutators: readonly Mutator[], draft: Draft) =>
  mutators.filter(({ fits }) => fits === undefined || fits(draft));

/** Changes a draft at random; what must come of it changes along. */
export function mutateDraft(draft: Draft, random: Random, earlier: readonly Draft[]): void {
  const apply = (mutators: readonly Mutator[]) => {
    const mutator = random.pick(fitting(mutators, draft));
    mutator.mutate(draft, random, earlier);
    draft.made.push(mutator.name);
  };
  const kind = random.below(10);
  if (kind < 4) {
    apply(HARMFUL);
    draft.expects = 'refused';
  } else if (kind === 4) apply(ODD);
  for (let count = random.below(3); count > 0; count--) apply(HARMLESS);
}

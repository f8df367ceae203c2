import type { Draft } from './draft.ts';
import type { Random } from './random.ts';

/** Changes a draft that is still a message of HTTP. `earlier` are drafts of the same worker that were sent already. */
export type Mutator = {
  readonly name: string;
  readonly fits?: (draft: Draft) => boolean;
  readonly mutate: (draft: Draft, random: Random, earlier: readonly Draft[]) => void;
};

const EVIL: readonly [string, string][] = [
  ['countersign-user', 'evil'],
  ['Countersign-User', 'evil'],
  ['countersign-key-id', 'ck_evil'],
  ['countersign-permissions', 'withdraw:write'],
  ['countersign-assertion', 'e30.e30.e30'],
  ['countersign-upstream-token', 'evil'],
  ['x-account-id', '7'],
  ['x-scopes', 'all'],
  ['x-request-id', 'evil'],
  ['x-forwarded-for', '203.0.113.7'],
  ['X-Forwarded-For', '203.0.113.7, 127.0.0.1'],
  ['forwarded', 'for=203.0.113.7'],
  ['x-real-ip', '203.0.113.7'],
  ['cookie', 'a=b'],
  ['authorization', 'Bearer evil'],
  ['keep-alive', 'timeout=1'],
  ['te', 'trailers'],
  ['trailer', 'bfx-nonce'],
  ['proxy-connection', 'keep-alive'],
  ['proxy-authorization', 'Basic ZXZpbA=='],
  ['x-http-method-override', 'DELETE'],
  ['x-original-url', '/v2/auth/w/withdraw'],
  ['bfx-nonce2', '1'],
  ['bfx_nonce', '1'],
];
const CONNECTION_LISTS = [
  'keep-alive, countersign-user, countersign-key-id, countersign-permissions',
  'keep-alive, content-length, content-type, host',
  'keep-alive, x-bfx-payload, x-request-id, bfx-signature',
  'Upgrade, HTTP2-Settings',
];

/** After these the request is as good, or as bad, as it was. */
export const HARMLESS: readonly Mutator[] = [
  {
    name: 'header names in odd case',
    mutate(draft, random) {
      draft.headers = draft.headers.map(([name, value]) => [random.cased(name), value]);
    },
  },
  {
    name: 'headers in another order',
    mutate(draft, random) {
      draft.headers = random.shuffled(draft.headers);
    },
  },
  {
    name: 'identity and hop-by-hop headers put in',
    mutate(draft, random) {
      const evil = random.shuffled(EVIL).slice(0, 1 + random.below(6));
      draft.headers = random.shuffled([...draft.headers, ...evil.map(([n, v]): [string, string] => [n, v])]);
    },
  },
  {
    name: 'a list in Connection',
    mutate(draft, random) {
      const list = random.pick(CONNECTION_LISTS);
      draft.headers.unshift(['connection', list]);
      if (list.startsWith('Upgrade')) draft.headers.push(['upgrade', random.pick(['websocket', 'h2c'])]);
    },
  },
  {
    name: 'chunked',
    fits: ({ method }) => method === 'POST',
    mutate(draft) {
      draft.isChunked = true;
    },
  },
  {
    name: 'blanks before the values',
    mutate(draft, random) {
      for (const header of draft.headers) header[1] = `${random.pick(['', ' ', '\t'])}${header[1]}`;
    },
  },
  {
    name: 'expects to be told to continue',
    fits: ({ method }) => method === 'POST',
    mutate(draft) {
      draft.headers.push(['expect', '100-continue']);
    },
  },
];

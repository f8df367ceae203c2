import { bitfinexV2Mac, signBitfinexV1 } from '@countersign/signing';
import { nextNonce } from '../../services/gateway/src/testing/test-gateway.ts';
import type { Random } from './random.ts';
import type { Population, Signer, Token } from './signers.ts';

/** What a signer signed: these parts, cut in this way, and nothing else. */
export type Signed = {
  readonly signer: Signer;
  readonly nonce: number;
  readonly path: string;
  readonly body: Buffer;
  /** REST v1. */
  readonly payload: string | null;
  /** How often it has reached the upstream. */
  reached: number;
};

/** A request in the making. */
export type Draft = {
  readonly kind: 'v2' | 'v1' | 'token' | 'public';
  method: string;
  target: string;
  /** Without those that frame the body. */
  headers: [name: string, value: string][];
  body: Buffer;
  isChunked: boolean;
  /** What the signature in it was made over; `null` if there is none that was ever made. */
  signed: Signed | null;
  readonly token: Token | null;
  /** What must come of it: forwarded, answered by the gateway itself, refused, or whichever is right. */
  expects: 'forwarded' | 'answered' | 'refused' | 'anything';
  /** How it was made, for the report. */
  readonly made: string[];
};

type Route = readonly [path: string, permission: string | null, isOwn?: boolean];

/** `null` is a route that there is not; `any` is good for every key. */
const V2_ROUTES: readonly Route[] = [
  ['/v2/auth/r/wallets', 'wallets:read'],
  ['/v2/auth/r/orders', 'orders:read'],
  ['/v2/auth/r/orders/tBTCUSD', 'orders:read'],
  ['/v2/auth/r/orders/tBTCF0:USTF0', 'orders:read'],
  ['/v2/auth/r/orders/tBTCF0:USTF0/hist', 'orders:read'],
  ['/v2/auth/w/order/submit', 'orders:write'],
  ['/v2/auth/w/transfer', 'wallets:write'],
  ['/v2/auth/w/withdraw', 'withdraw:write'],
  ['/v2//auth/r/ext/pay/deposits/unlinked', 'bfxpay:read'],
  ['/v2/auth/r/permissions', 'any', true],
  ['/v2/auth/r/nothing', null],
];
const V1_ROUTES: readonly Route[] = [
  ['/v1/balances', 'wallets:read'],
  ['/v1/orders', 'orders:read'],
  ['/v1/order/new', 'orders:write'],
  ['/v1/transfer', 'wallets:write'],
  ['/v1/withdraw', 'withdraw:write'],
  ['/v1/key_info', 'any', true],
  ['/v1/nothing', null],
];
const PUBLIC = [
  ['GET', '/v2/platform/status', ''],
  ['GET', '/v2/tickers?symbols=tBTCUSD,tETHUSD', ''],
  ['GET', '/v1/pubticker/btcusd', ''],
  ['POST', '/v2/calc/fx', '{"ccy1":"BTC","ccy2":"USD"}'],
  ['POST', '/v2/calc/trade/avg?symbol=tBTCUSD&amount=1.5', ''],
] as const;
export const PATHS = [...V2_ROUTES, ...V1_ROUTES].map(([path]) => path);

const PERMISSIONS = new Map([...V2_ROUTES, ...V1_ROUTES].map(([path, permission]) => [path, permission]));
/** What a path takes, as it is written down here and not as the gateway has it. */
export const permissionOf = (path: string): string | null => PERMISSIONS.get(path) ?? null;

let serial = 0;

/** A body that comes once, so that what arrives can be told apart. */
function someBody(random: Random): Buffer {
  serial++;
  const shapes = [
    () => Buffer.from(`{"n":${serial}}`),
    () => Buffer.from(`[ ${serial} ,\t"\\u00e9\\ud800" ]`),
    () =>
      Buffer.concat([
        Buffer.from(`{${serial}`),
        Buffer.of(0xff, 0xc0, 0xae, 0, 13, 10, 13, 10),
        Buffer.from('}'),
      ]),
    () => Buffer.from(`{"n":${serial},"x":"${'0123456789'.repeat(random.below(2_000))}"}`),
    () => Buffer.from(`{"n":${serial}}\r\n\r\nGET /v2/platform/status HTTP/1.1\r\nhost: g\r\n\r\n`),
  ];
  return random.pick(shapes)();
}

const common = (kind: string): Draft['headers'] => [
  ['host', 'gateway.example'],
  ['content-type', 'application/json'],
  ['user-agent', `fuzz ${kind}`],
];

/** Signs as a client of REST v2 does. */
export function draftV2(signer: Signer, path: string, body: Buffer): Draft {
  const nonce = nextNonce();
  const signature = bitfinexV2Mac(signer.secret, path, String(nonce), body).toString('hex');
  const headers: Draft['headers'] = [
    ...common('v2'),
    ['bfx-apikey', signer.keyId],
    ['bfx-nonce', String(nonce)],
    ['bfx-signature', signature],
  ];
  const signed = { signer, nonce, path, body, payload: null, reached: 0 };
  return draft('v2', path, headers, body, { signed, permissions: signer.isLive ? signer.permissions : null });
}

function draftV1(signer: Signer, path: string): Draft {
  const nonce = nextNonce();
  const v1 = signBitfinexV1(signer, { path, nonce: String(nonce) });
  const body = Buffer.alloc(0);
  const signed = { signer, nonce, path, body, payload: v1['x-bfx-payload'], reached: 0 };
  const headers: Draft['headers'] = [...common('v1'), ...Object.entries(v1)];
  return draft('v1', path, headers, body, { signed, permissions: signer.isLive ? signer.permissions : null });
}

function draft(
  kind: Draft['kind'],
  path: string,
  headers: Draft['headers'],
  body: Buffer,
  {
    signed = null,
    token = null,
    permissions,
  }: { signed?: Signed | null; token?: Token | null; permissions: readonly string[] | null },
): Draft {
  const route = [...V2_ROUTES, ...V1_ROUTES].find(([each]) => each === path);
  const takes = route?.[1] ?? null;
  const isAllowed =
    takes !== null && permissions !== null && (takes === 'any' || permissions.includes(takes));
  const good = route?.[2] === true ? 'answered' : 'forwarded';
  const made = [
    `${kind} ${path} by ${token === null ? signed?.signer.name : `token of ${token.permissions}`}`,
  ];
  const expects = isAllowed ? good : 'refused';
  return {
    kind,
    method: 'POST',
    target: path,
    headers,
    body,
    isChunked: false,
    signed,
    token,
    expects,
    made,
  };
}

function draftPublic(random: Random): Draft {
  const [method, target, text] = random.pick(PUBLIC);
  const made = [`public ${method} ${target}`];
  const rest = { isChunked: false, signed: null, token: null, expects: 'forwarded' } as const;
  return {
    kind: 'public',
    method,
    target,
    headers: common('public'),
    body: Buffer.from(text),
    ...rest,
    made,
  };
}

/** A request as an honest client, or one that may not, would send it. */
export function seedDraft(random: Random, { signers, tokens }: Population): Draft {
  const signer = random.chance(0.5) ? (signers[0] as Signer) : random.pick(signers);
  const kind = random.below(20);
  if (kind < 3) return draftPublic(random);
  if (kind < 8) return draftV1(signer, random.pick(V1_ROUTES)[0]);
  const [path] = random.pick(V2_ROUTES);
  if (kind > 17) {
    const token = random.pick(tokens);
    const headers: Draft['headers'] = [...common('token'), ['bfx-token', token.text]];
    return draft('token', path, headers, someBody(random), { token, permissions: token.permissions });
  }
  return draftV2(signer, path, random.chance(0.1) ? Buffer.alloc(0) : someBody(random));
}

/** The bytes of it. */
export function bytesOf({ method, target, headers, body, isChunked }: Draft, random: Random): Buffer {
  const hasBody = method !== 'GET' || body.byteLength > 0;
  const framing = isChunked ? 'transfer-encoding: chunked' : `content-length: ${body.byteLength}`;
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const at = random.below(lines.length + 1);
  if (hasBody) lines.splice(at, 0, framing);
  const head = Buffer.from([`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n'), 'latin1');
  return Buffer.concat([head, ...(isChunked ? chunksOf(body, random) : [body])]);
}

const EXTENSIONS = ['', ';a=1', ';bfx-nonce', ';a="b;c"'];
const TRAILERS = ['', 'bfx-nonce: 9007199254740991\r\n', 'countersign-user: me\r\nhost: evil\r\n'];

function* chunksOf(body: Buffer, random: Random): Generator<Buffer> {
  for (let at = 0; at < body.byteLength; ) {
    const size = 1 + random.below(Math.min(body.byteLength - at, 4_000));
    const digits = `${random.chance(0.2) ? '00' : ''}${random.cased(size.toString(16))}`;
    yield Buffer.from(`${digits}${random.pick(EXTENSIONS)}\r\n`);
    yield Buffer.concat([body.subarray(at, at + size), Buffer.from('\r\n')]);
    at += size;
  }
  yield Buffer.from(`0${random.pick(EXTENSIONS)}\r\n${random.pick(TRAILERS)}\r\n`);
}

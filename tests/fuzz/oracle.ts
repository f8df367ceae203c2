import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { TestKeyrings } from '@countersign/testing';
import { BITFINEX_V2 } from '../../services/gateway/src/routing/route-table.ts';
import type { RawAnswer } from '../../services/gateway/src/testing/raw-client.ts';
import type { Recorded } from '../../services/gateway/src/testing/recording-upstream.ts';
import { type Draft, permissionOf, type Signed } from './draft.ts';
import type { Signer, Token } from './signers.ts';

export type OracleParts = {
  readonly upstreamOrigin: string;
  readonly upstreamToken: string;
  readonly environment: string;
  readonly assertion: TestKeyrings['assertion'];
};

/** All that may reach the upstream, and whether it must. */
const HEADERS = new Map([
  ['host', true],
  ['connection', true],
  ['content-length', false],
  ['content-type', false],
  ['x-bfx-payload', false],
  ['accept', false],
  ['accept-encoding', false],
  ['user-agent', false],
  ['x-request-id', true],
  ['x-forwarded-for', true],
  ['countersign-upstream-token', true],
  ['countersign-user', false],
  ['countersign-key-id', false],
  ['countersign-permissions', false],
  ['countersign-assertion', false],
]);
const PRINCIPAL = [
  'countersign-user',
  'countersign-key-id',
  'countersign-permissions',
  'countersign-assertion',
];
/** What a client may be told of a request that is well-framed, besides what the upstream says. */
const REFUSALS = new Set([400, 401, 403, 405, 417, 500, 505]);
const MAX_VIOLATIONS = 40;

type Headers = ReadonlyMap<string, readonly string[]>;

/**
 * Judges what reached the upstream by what was signed, and by nothing that the gateway says. That an HMAC over the
 * bytes that arrived is right is not enough: the signed text has no separators. So path and body must be those that
 * were signed together.
 */
export class Oracle {
  readonly violations: string[] = [];
  readonly #parts: OracleParts;
  readonly #publicKeys: Map<string, KeyObject>;
  readonly #signers = new Map<string, Signer>();
  readonly #signed = new Map<string, Signed[]>();
  readonly #holders = new Map<string, Token[]>();
  /** Calls that no answer has been matched with yet, by request ID. */
  readonly #calls = new Map<string, Recorded>();
  readonly #requestIds = new Set<string>();
  readonly #assertions = new Map<string, Record<string, unknown> | null>();
  reached = 0;
  accepted = 0;

  constructor(parts: OracleParts) {
    this.#parts = parts;
    const { byId } = parts.assertion;
    this.#publicKeys = new Map([...byId.values()].map(({ kid, key }) => [kid, createPublicKey(key)]));
  }

  know({ signers, tokens }: { signers: readonly Signer[]; tokens: readonly Token[] }): void {
    for (const signer of signers) {
      // Two names may sign with one key ID; what the key is, the first says.
      if (!this.#signers.has(signer.keyId)) this.#signers.set(signer.keyId, signer);
    }
    for (const token of tokens) {
      const { keyId } = token.holder;
      this.#signers.set(keyId, token.holder);
      this.#holders.set(keyId, [...(this.#holders.get(keyId) ?? []), token]);
    }
  }

  /** Keeps what is about to be sent. */
  sends({ signed }: Draft): void {
    if (signed === null) return;
    const list = this.#signed.get(nameOf(signed.signer.keyId, signed)) ?? [];
    if (!list.includes(signed)) list.push(signed);
    this.#signed.set(nameOf(signed.signer.keyId, signed), list);
  }

  /** Keeps what arrived. */
  arrived(call: Recorded): void {
    this.reached++;
    const headers = headersOf(call);
    const id = headers.get('x-request-id')?.[0] ?? '';
    if (this.#calls.has(id) || this.#requestIds.has(id))
      this.fault('the upstream was called twice', call.path);
    this.#calls.set(id, call);
  }

  /** Judges the answers to a batch of well-framed requests, one to one and in their order. */
  judge(drafts: readonly Draft[], answers: readonly RawAnswer[]): void {
    const reached: Signed[] = [];
    answers.forEach((answer, index) => {
      const draft = drafts[index] as Draft;
      const call = this.judgeAnswer(answer, draft.made);
      if (call !== null) this.#judgeCall(call, draft, reached);
      else if (answer.status === 200 && draft.signed !== null)
        this.#consumed(draft.signed, draft.made, reached);
      if (answer.status === 200) this.accepted++;
      if (answer.headers['x-request-id'] === undefined) this.fault('an answer without an ID', draft.made);
      const what = call !== null ? 'forwarded' : answer.status === 200 ? 'answered' : 'refused';
      if (draft.expects !== 'anything' && draft.expects !== what) {
        this.fault(
          `${what} instead of ${draft.expects}: ${answer.status} ${answer.body.slice(0, 80)}`,
          draft.made,
        );
      }
    });
    this.#judgeNonces(reached);
  }

  /** Judges an answer by itself, and finds the call that it answers. */
  judgeAnswer(answer: RawAnswer, made: unknown): Recorded | null {
    const id = answer.headers['x-request-id'] ?? '';
    if (this.#requestIds.has(id)) this.fault('a request ID twice', made);
    if (id !== '') this.#requestIds.add(id);
    const call = this.#calls.get(id) ?? null;
    this.#calls.delete(id);
    const { status, body } = answer;
    if (call !== null) {
      if (status !== 200 || body !== answerOf(id)) {
        this.fault(`not the answer of the upstream: ${status} ${body.slice(0, 80)}`, made);
      }
    } else if (status !== 200 && id !== '') {
      const isKnown = REFUSALS.has(status) && (body === '' || /^(?:\["error",|\{"message":)/.test(body));
      if (!isKnown || body.includes('20060')) this.fault(`refused with ${status} ${body.slice(0, 80)}`, made);
    }
    return call;
  }

  /** Judges what arrived without an answer that could tell which request it was. */
  judgeRest(): void {
    for (const call of this.#calls.values()) this.judgeLoose(call, 'unanswered');
    this.#calls.clear();
  }

  /** Judges a call by what it carries alone. */
  judgeLoose(call: Recorded, made: unknown): void {
    const headers = headersOf(call);
    const keyId = headers.get('countersign-key-id')?.[0];
    if (keyId === undefined) {
      this.#judgeHeaders(call, headers, null, made);
      return;
    }
    const token = this.#tokenOf(keyId, headers);
    if (token !== undefined) {
      this.#judgePrincipal(call, token.holder, token.permissions, made);
      return;
    }
    const name = nameOf(keyId, {
      path: call.path,
      body: call.body,
      payload: headers.get('x-bfx-payload')?.[0] ?? null,
    });
    const candidates = this.#signed.get(name)?.filter(({ signer }) => signer.isLive) ?? [];
    const unused = candidates.find(({ reached }) => reached === 0);
    const fault = candidates.length === 0 ? 'arrived and was never signed' : 'arrived again';
    if (unused === undefined) {
      this.fault(`${fault}: ${call.path}`, made);
      return;
    }
    unused.reached++;
    this.#judgePrincipal(call, unused.signer, unused.signer.permissions, made);
  }

  fault(what: string, made: unknown): void {
    if (this.violations.length < MAX_VIOLATIONS) this.violations.push(`${what} [${JSON.stringify(made)}]`);
  }

  #tokenOf(keyId: string, headers: Headers): Token | undefined {
    const permissions = headers.get('countersign-permissions')?.[0];
    return this.#holders.get(keyId)?.find((token) => token.permissions.join(',') === permissions);
  }

  #judgeCall(
    call: Recorded,
    { kind, signed, token, target, body, method, made }: Draft,
    reached: Signed[],
  ): void {
    if (kind === 'public' || token !== null) {
      const isSame = call.path === target && call.method === method && call.body.equals(body);
      if (!isSame) this.fault(`arrived as ${call.method} ${call.path}`, made);
      if (token === null) this.#judgeHeaders(call, headersOf(call), null, made);
      else this.#judgePrincipal(call, token.holder, token.permissions, made);
      return;
    }
    if (signed === null) {
      this.fault('arrived without a signature', made);
      return;
    }
    const payload = headersOf(call).get('x-bfx-payload')?.[0] ?? null;
    const isSame = call.path === signed.path && call.body.equals(signed.body) && payload === signed.payload;
    if (!isSame) this.fault(`arrived otherwise than it was signed: ${call.path}`, made);
    if (call.method !== 'POST' && kind !== 'v1') this.fault(`arrived as ${call.method}`, made);
    this.#judgePrincipal(call, signed.signer, signed.signer.permissions, made);
    this.#consumed(signed, made, reached);
  }

  /** A signature was taken for good: for the first time, and of somebody who may. */
  #consumed(signed: Signed, made: unknown, reached: Signed[]): void {
    if (++signed.reached > 1) this.fault('arrived again', made);
    if (!signed.signer.isLive) this.fault(`${signed.signer.name} got through`, made);
    reached.push(signed);
  }

  #judgePrincipal(call: Recorded, signer: Signer, permissions: readonly string[], made: unknown): void {
    const headers = headersOf(call);
    const scope = permissions.join(',');
    const said = PRINCIPAL.slice(0, 3).map((name) => headers.get(name)?.join(' and '));
    if (String(said) !== String([signer.ownerId, signer.keyId, scope])) {
      this.fault(`principal ${said.join('; ')}`, made);
    }
    const takes = permissionOf(call.path) ?? BITFINEX_V2.find(call.path)?.permission ?? 'no such route';
    if (takes !== 'any' && !permissions.includes(takes)) this.fault(`went without ${takes}`, made);
    this.#judgeHeaders(call, headers, { signer, permissions }, made);
  }

  #judgeHeaders(
    call: Recorded,
    headers: Headers,
    principal: { signer: Signer; permissions: readonly string[] } | null,
    made: unknown,
  ): void {
    for (const [name, values] of headers) {
      if (!HEADERS.has(name)) this.fault(`a header that none may be: ${name}`, made);
      // These a client may repeat, and gateway and upstream rely on none of them.
      const isFree = name.startsWith('accept') || name === 'user-agent';
      if (values.length > 1 && !isFree) this.fault(`${name} twice: ${values.join(' and ')}`, made);
    }
    for (const [name, isNeeded] of HEADERS) {
      if (isNeeded && !headers.has(name)) this.fault(`without ${name}`, made);
    }
    const { upstreamToken, upstreamOrigin } = this.#parts;
    const fixed = { 'countersign-upstream-token': upstreamToken, 'x-forwarded-for': '127.0.0.1' };
    for (const [name, value] of Object.entries({ ...fixed, host: new URL(upstreamOrigin).host })) {
      if (headers.get(name)?.[0] !== value) this.fault(`${name}: ${headers.get(name)}`, made);
    }
    if (principal !== null) this.#judgeAssertion(headers, principal, made);
    else if (PRINCIPAL.some((name) => headers.has(name))) this.fault(`a principal on ${call.path}`, made);
    else if (isForKeys(call.path)) this.fault(`went without a key: ${call.path}`, made);
  }

  #judgeAssertion(
    headers: Headers,
    { signer, permissions }: { signer: Signer; permissions: readonly string[] },
    made: unknown,
  ): void {
    const claims = this.#claimsOf(headers.get('countersign-assertion')?.[0] ?? '');
    const { environment, upstreamOrigin } = this.#parts;
    const expected = [`countersign:${environment}`, upstreamOrigin, signer.ownerId, signer.keyId];
    const said = claims === null ? [] : [claims.iss, claims.aud, claims.sub, claims.key_id, claims.scope];
    if (String(said) !== String([...expected, permissions.join(' ')])) this.fault(`asserted ${said}`, made);
  }

  #claimsOf(jwt: string): Record<string, unknown> | null {
    let claims = this.#assertions.get(jwt);
    if (claims === undefined) {
      claims = readAssertion(jwt, this.#publicKeys);
      this.#assertions.set(jwt, claims);
    }
    return claims;
  }

  /** Of requests under way together the gateway may take each that is above the one before; of later ones none below. */
  #judgeNonces(reached: readonly Signed[]): void {
    for (const { signer, nonce } of reached) {
      if (nonce <= signer.highestReached)
        this.fault(`nonce ${nonce} after ${signer.highestReached}`, signer.name);
    }
    for (const { signer, nonce } of reached) signer.highestReached = Math.max(signer.highestReached, nonce);
  }
}

/** The claims of an assertion whose signature is right. */
function readAssertion(jwt: string, keys: ReadonlyMap<string, KeyObject>): Record<string, unknown> | null {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  if (payload === '') return null;
  const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const key = keys.get(String(decoded(header).kid));
  const bytes = Buffer.from(`${header}.${payload}`);
  const isGood = key !== undefined && verify(null, bytes, key, Buffer.from(signature, 'base64url'));
  return isGood ? decoded(payload) : null;
}

const isForKeys = (path: string) => /auth/i.test(path) || permissionOf(path) !== null;

/** What the upstream answers, so that nobody's answer can be taken for another's. */
export const answerOf = (requestId: string) => JSON.stringify(['ok', requestId]);

function headersOf({ rawHeaders }: Recorded): Headers {
  const headers = new Map<string, string[]>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), rawHeaders[i + 1] as string]);
  }
  return headers;
}

const nameOf = (keyId: string, { path, body, payload }: Pick<Signed, 'path' | 'body' | 'payload'>) =>
  `${keyId} ${path} ${payload} ${body.toString('base64')}`;

import { withoutBinding } from '../http-clients/cookie-jar.ts';
import { createKeysApiClient, KeysApiProblem } from '../http-clients/keys-api-client.ts';
import { createMailInbox } from '../http-clients/mail-inbox-client.ts';
import type { origins } from '../stack/ports.ts';
import { createExchange, type Exchange, isAuthenticationError, lastAnswer } from './ccxt-adapter.ts';
import {
  confirm,
  createKey,
  PERMISSIONS,
  type Person,
  proveSecondFactor,
  readConfirmationMail,
  startCreation,
} from './create-key.ts';
import { enrolTotp, freshCredentials } from './enrol-user.ts';
import { expect, refusalOf } from './expect.ts';
import { isRefusal, type KeyPair, sendRequest, signRequest } from './signed-request.ts';
import type { StepPrinter } from './step-printer.ts';

type Origins = ReturnType<typeof origins>;

/**
 * The whole main job, once, as a person and their bot would do it. Every step throws if it is not as it should be.
 *
 * @returns with `keep`, one more key, which is still good
 */
export async function walk(at: Origins, steps: StepPrinter, keep: boolean): Promise<KeyPair | null> {
  const person = await openAccount(at, steps);
  const key = await getKey(at, person, steps);
  const exchange = createExchange(at.gateway, key);
  await trade(exchange, steps);
  await misuseKey(at, key, steps);
  await endKey(person, key, exchange, steps);
  if (!keep) return null;
  steps.heading('A key for you');
  return steps.step('create another key and leave it active', async (done) => {
    const kept = await createKey(person, 'Kept by the demo');
    done(kept.keyId);
    return kept;
  });
}

async function openAccount(at: Origins, steps: StepPrinter): Promise<Person> {
  const client = createKeysApiClient(at.keys);
  const inbox = createMailInbox(at.mailInbox);
  const { email, password } = freshCredentials('trader');
  steps.heading('An account');
  await steps.step('register', async (done) => {
    await client.register(email, password);
    done(email);
  });
  await steps.step('open the verification mail and follow its link', async () => {
    await client.verifyEmail((await inbox.nextLink(email)).token);
  });
  await steps.step('sign in', async (done) => {
    const { assurance } = await client.signIn(email, password);
    expect(assurance === 'password', 'assurance password', assurance);
    done(`assurance: ${assurance}`);
  });
  const authenticator = await steps.step('enrol an authenticator app (TOTP)', async (done) => {
    const enrolled = await enrolTotp(client, steps.waiting);
    const { assurance } = await client.session();
    expect(assurance === 'second_factor', 'assurance second_factor', assurance);
    done(`${enrolled.recoveryCodes.length} recovery codes`);
    return enrolled.authenticator;
  });
  return { client, inbox, email, authenticator };
}

async function getKey(at: Origins, person: Person, steps: StepPrinter): Promise<KeyPair> {
  steps.heading('An API key');
  const { id } = await steps.step('choose permissions', async (done) => {
    const creation = await startCreation(person, 'Demo bot');
    done(PERMISSIONS.join(' '));
    return creation;
  });
  await steps.step('prove the second factor', () => proveSecondFactor(person, id));
  const token = await steps.step('open the confirmation mail', () => readConfirmationMail(person, id));
  await steps.step('open its link in another browser: refused, nothing changes', async (done) => {
    const elsewhere = createKeysApiClient(at.keys, withoutBinding(person.client.jar));
    const problem = await refusalOf(elsewhere.confirm(id, token), 'a refusal with wrong-browser');
    const isRight =
      problem instanceof KeysApiProblem && problem.status === 409 && problem.code === 'wrong-browser';
    expect(isRight, 'status 409 and code wrong-browser', problem);
    const { state } = await person.client.keyCreation(id);
    expect(state === 'awaiting_confirmation', 'state awaiting_confirmation still', state);
    done('409 wrong-browser');
  });
  return steps.step('confirm in the right browser, see key ID and secret once', async (done) => {
    const key = await confirm(person, id, token);
    await person.client.acknowledge(id);
    done(key.keyId);
    return key;
  });
}

async function trade(exchange: Exchange, steps: StepPrinter): Promise<void> {
  steps.heading('An unmodified ccxt, through the gateway');
  await steps.step('fetchBalance', async (done) => {
    const { total } = (await exchange.fetchBalance()) as unknown as { total: Record<string, number> };
    expect((total.USD ?? 0) > 0, 'some USD', total);
    done(
      Object.entries(total)
        .map(([currency, amount]) => `${amount} ${currency}`)
        .slice(0, 4)
        .join(', '),
    );
  });
  const orderId = await steps.step('createOrder', async (done) => {
    const { id } = await exchange.createOrder('BTC/USD', 'limit', 'buy', 0.01, 1_000);
    expect(Boolean(id), 'an order with an id', id);
    done(`buy 0.01 BTC at 1000 USD, order ${id}`);
    return String(id);
  });
  await steps.step('fetchOpenOrders', async () => {
    const ids = (await exchange.fetchOpenOrders('BTC/USD')).map(({ id }) => String(id));
    expect(ids.includes(orderId), `order ${orderId} among the open ones`, ids);
  });
  await steps.step('cancelOrder', async () => {
    await exchange.cancelOrder(orderId, 'BTC/USD');
    const ids = (await exchange.fetchOpenOrders('BTC/USD')).map(({ id }) => String(id));
    expect(!ids.includes(orderId), `order ${orderId} no longer open`, ids);
  });
}

async function misuseKey(at: Origins, key: KeyPair, steps: StepPrinter): Promise<void> {
  steps.heading('What the gateway refuses');
  await steps.step('the same signed request a second time', async (done) => {
    const request = signRequest(key, '/v2/auth/r/wallets', {}, Date.now());
    const first = await sendRequest(at.gateway, request);
    expect(first.status === 200, 'status 200 for the first', first);
    const second = await sendRequest(at.gateway, request);
    expect(isRefusal(second, 10114), '500 ["error",10114,…] for the second', second);
    done(JSON.stringify(second.body));
  });
  await steps.step('a withdrawal, which the key has no permission for', async (done) => {
    const body = { wallet: 'exchange', method: 'bitcoin', amount: '0.1', address: 'bc1qdemo' };
    const answer = await sendRequest(at.gateway, signRequest(key, '/v2/auth/w/withdraw', body, Date.now()));
    expect(isRefusal(answer, 10001), '500 ["error",10001,…]', answer);
    done(JSON.stringify(answer.body));
  });
}

async function endKey(person: Person, key: KeyPair, exchange: Exchange, steps: StepPrinter): Promise<void> {
  steps.heading('The end of the key');
  await steps.step('revoke', async (done) => {
    const { apiKey } = await person.client.revoke(key.keyId);
    expect(apiKey.status === 'revoked', 'status revoked', apiKey.status);
    done(`status: ${apiKey.status}`);
  });
  await steps.step('the very next call is refused', async (done) => {
    const error = await refusalOf(exchange.fetchBalance(), 'a refusal with 10100');
    expect(isAuthenticationError(error), "ccxt's AuthenticationError", error);
    const answer = lastAnswer(exchange);
    expect(answer.startsWith('["error",10100,'), '["error",10100,…]', answer);
    done(answer);
  });
}

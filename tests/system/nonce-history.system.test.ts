import { eventually, type TestDatabase } from '@countersign/testing';
import t, { type Test } from 'tap';
import { Random } from '../fuzz/random.ts';
import { type Gateways, startGateways } from './harness/gateways.ts';
import { faultsOf, type NonceHistory, type Sending } from './harness/nonce-history.ts';
import { GatewayClient, nextNonce, signRequest } from './harness/signed-call.ts';

const NONCES = 1_000;
const CLIENTS = 8;
const SEED = 85;
/** After how many requests a gateway is killed, and by when it must be back for the rest. */
const KILLS = [
  { gateway: 0, at: 300, backBy: 450 },
  { gateway: 1, at: 600, backBy: 750 },
] as const;

/** Writes down what every compare-and-set stores. The row is locked until it commits, so the numbers are in that order. */
const RECORD_COMMITS = `
create table countersign.committed_nonces (
  position bigint generated always as identity primary key, key_id text not null, nonce bigint not null);
create function countersign.record_nonce() returns trigger language plpgsql security definer as $$
begin
  insert into countersign.committed_nonces (key_id, nonce) values (new.key_id, new.last_nonce);
  return null;
end $$;
create trigger record_nonce after update of last_nonce on countersign.key_states
  for each row execute function countersign.record_nonce()`;

const random = new Random(SEED);
const ORDERS: Readonly<Record<string, (rising: readonly number[]) => number[]>> = {
  'in random order': (rising) => random.shuffled(rising),
  // All at random, hardly one is accepted after the first few; a few places off, most are.
  'a few places from their order': (rising) => {
    const placed = rising.map((nonce, index) => ({ nonce, place: index + random.below(16) }));
    return placed.sort((a, b) => a.place - b.place).map(({ nonce }) => nonce);
  },
};

t.test('two gateways, one key, 1,000 rising nonces from 8 clients, kill -9 in between', async (t) => {
  const prepare = (database: TestDatabase) => database.query(RECORD_COMMITS);
  const gateways = await startGateways(t, { count: 2, prepare });
  for (const [name, order] of Object.entries(ORDERS)) {
    await t.test(`GW-85 P1 ${name}: none is accepted twice, what is committed rises`, async (t) => {
      const key = await gateways.insertKey();
      const rising = Array.from({ length: NONCES }, () => Number(nextNonce()));
      const sendings = await sendAll(t, gateways, key, order(rising));
      const history: NonceHistory = {
        sendings,
        arrived: gateways.upstream.requests.flatMap(({ headers, body }) =>
          headers['countersign-key-id'] === key.keyId ? [JSON.parse(body).n] : [],
        ),
        committed: await committedNonces(gateways, key.keyId),
      };
      t.same(faultsOf(history), []);
      const counts = Object.groupBy(sendings, ({ outcome }) => outcome);
      const { accepted = [], refused = [], lost = [] } = counts;
      t.comment(`${accepted.length} accepted, ${refused.length} refused, ${lost.length} lost`);
      t.comment(`${history.committed.length} commits`);
      t.equal(accepted.length + refused.length, NONCES, 'every nonce got an answer in the end');
      t.ok(accepted.length > 3 && refused.length > 0 && lost.length > 0, 'all of it happened');
      t.ok(history.committed.length > 3);
    });
  }
});

type Key = { readonly keyId: string; readonly secret: string };

/** Eight clients, each of which takes the next nonce and sends it, again elsewhere if the answer gets lost. */
async function sendAll(t: Test, gateways: Gateways, key: Key, nonces: readonly number[]) {
  const clients = gateways.urls.map((url) => new GatewayClient(url, CLIENTS));
  t.teardown(() => Promise.all(clients.map((client) => client.close())));
  const sendings: Sending[] = [];
  const refusals = new Set<string>();
  const restarts = new Map<number, Promise<void>>();
  let next = 0;

  async function sendUntilAnswered(lane: number, nonce: number): Promise<void> {
    const request = signRequest(key, '/v2/auth/r/wallets', { nonce: String(nonce), body: `{"n":${nonce}}` });
    let turn = lane;
    await eventually('an answer', async () => {
      const client = clients[turn++ % clients.length] as GatewayClient;
      const sentAt = performance.now();
      const answer = await client.send(request).catch(() => null);
      const outcome = answer === null ? 'lost' : answer.status === 200 ? 'accepted' : 'refused';
      sendings.push({ nonce, sentAt, endedAt: performance.now(), outcome });
      if (outcome === 'refused') refusals.add(JSON.stringify(answer?.body));
      return answer;
    });
  }

  async function work(lane: number): Promise<void> {
    for (let index = next++; index < nonces.length; index = next++) {
      for (const { gateway, at, backBy } of KILLS) {
        if (at === index) restarts.set(gateway, killAndRestart(gateways, gateway));
        if (backBy <= index) await restarts.get(gateway);
      }
      await sendUntilAnswered(lane, nonces[index] as number);
    }
  }

  await Promise.all(Array.from({ length: CLIENTS }, (_, lane) => work(lane)));
  t.equal(restarts.size, KILLS.length);
  t.same([...refusals], ['["error",10114,"nonce: small"]']);
  return sendings;
}

async function killAndRestart({ processes }: Gateways, gateway: number): Promise<void> {
  await processes[gateway]?.kill('SIGKILL');
  await processes[gateway]?.start();
}

async function committedNonces({ database }: Gateways, keyId: string): Promise<number[]> {
  const rows = await database.query<{ nonce: string }>(
    'select nonce from committed_nonces where key_id = $1 order by position',
    [keyId],
  );
  return rows.map(({ nonce }) => Number(nonce));
}

t.test('the history tells everything that must not be', async (t) => {
  const sending = (nonce: number, sentAt: number, outcome: Sending['outcome'] = 'accepted'): Sending => ({
    ...{ nonce, sentAt, endedAt: sentAt + 10, outcome },
  });
  const good: NonceHistory = {
    sendings: [
      sending(5, 0),
      sending(7, 1),
      sending(6, 2),
      sending(3, 20, 'refused'),
      sending(9, 21, 'lost'),
    ],
    arrived: [7, 5, 6, 9],
    committed: [5, 7, 9],
  };
  t.same(faultsOf(good), []);
  t.same(faultsOf({ ...good, arrived: [7, 5, 6] }), [], 'of what got lost nobody knows');
  const broken: Readonly<Record<string, NonceHistory>> = {
    '5 was accepted twice': { ...good, sendings: [...good.sendings, sending(5, 3)] },
    '7 reached the upstream twice': { ...good, arrived: [...good.arrived, 7] },
    '6 never arrived': { ...good, arrived: [5, 7] },
    '3 was refused and reached the upstream': { ...good, arrived: [...good.arrived, 3] },
    '9 was never committed': { ...good, committed: [5, 7] },
    '7 was committed after one that is no smaller': { ...good, committed: [5, 7, 7, 9] },
    '10 was refused and is above all': { ...good, sendings: [...good.sendings, sending(10, 9, 'refused')] },
    '6 was sent after a greater one had been accepted': {
      ...good,
      sendings: [sending(5, 0), sending(7, 1), sending(6, 12)],
      arrived: [5, 7, 6],
    },
  };
  for (const [fault, history] of Object.entries(broken)) t.same(faultsOf(history), [fault]);
});

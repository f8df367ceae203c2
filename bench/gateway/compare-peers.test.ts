import t from 'tap';
import { Teardown } from '../run-bench.ts';
import { comparePeers } from './compare-peers.ts';
import { PEERS, type PeerDeps } from './peers.ts';

t.test('a peer that this machine lacks is named, with what it lacks, and is not started', async (t) => {
  const lacking = PEERS.filter(({ name }) => name.startsWith('nginx')).map((kind) => ({
    ...kind,
    needs: () => ['one-thing', 'another'],
    start: () => Promise.reject(new Error('started')),
  }));
  const { report, samples } = await comparePeers(new Teardown(), lacking, {} as PeerDeps, {
    ...{ rounds: 1, seconds: 1, connections: 1 },
  });
  t.equal(lacking.length, 3);
  for (const { name } of lacking) {
    t.ok(report.includes(`${name}: not measured, because this machine lacks one-thing, another`), name);
  }
  t.equal(samples.size, 0);
});

t.test('what a peer needs is looked for on this machine', async (t) => {
  const { PATH } = process.env;
  t.teardown(() => {
    process.env.PATH = PATH;
  });
  process.env.PATH = '';
  const needs = (part: string) => PEERS.find(({ name }) => name.includes(part))?.needs();
  t.ok(needs('nonce in Redis')?.includes('redis-server'));
  t.same(needs('Countersign'), []);
  t.same(needs('the backend'), []);
});

import { type Person, registerPerson } from '../../tests/system/harness/person.ts';
import type { System } from '../../tests/system/harness/system.ts';
import { median, ms, p99, progress, table, timed } from '../report.ts';
import { createKey } from './create-key.ts';
import { type Caller, fillTable } from './fill-table.ts';

const CALLS_A_ROUND = 10;

const KINDS = ['list', 'get', 'create'] as const;
type Kind = (typeof KINDS)[number];

type Subject = {
  readonly keys: number;
  readonly system: System;
  readonly callers: readonly Caller[];
  readonly person: Person;
  readonly samples: Record<Kind, number[]>;
};

/**
 * List, get and create with tables of each size, side by side: every round calls them all, in turn, so that whatever
 * else the machine does falls on all of them alike.
 */
export async function measureLatency(
  systems: readonly { readonly keys: number; readonly system: System }[],
  seconds: number,
): Promise<string> {
  const subjects: Subject[] = [];
  for (const { keys, system } of systems) subjects.push(await prepare(system, keys));
  for (const subject of subjects) await measureRound(subject);
  for (const { samples } of subjects) for (const kind of KINDS) samples[kind].length = 0;
  progress(`timing list, get and create for ${seconds} s`);
  const until = performance.now() + seconds * 1_000;
  for (let round = 0; performance.now() < until; round++) {
    for (const [index] of subjects.entries()) {
      const subject = subjects[(index + round) % subjects.length];
      if (subject !== undefined) await measureRound(subject);
    }
  }
  return KINDS.map((kind) => tableOf(kind, subjects)).join('\n\n');
}

async function prepare(system: System, keys: number): Promise<Subject> {
  progress(`filling a table with ${keys.toLocaleString('en')} keys`);
  const { ms: took, result: callers } = await timed(() => fillTable(system.database, keys));
  progress(`took ${(took / 1_000).toFixed(1)} s`);
  const person = await registerPerson(system);
  return { keys, system, callers, person, samples: { list: [], get: [], create: [] } };
}

async function measureRound({ system, callers, person, samples }: Subject): Promise<void> {
  for (let call = 0; call < CALLS_A_ROUND; call++) {
    const caller = anyOf(callers);
    samples.list.push(await ask(system, caller, '/v1/keys'));
    samples.get.push(await ask(system, caller, `/v1/keys/${anyOf(caller.keyIds)}`));
  }
  if (samples.create.length < 180) samples.create.push((await createKey(system, person)).callsMs);
}

async function ask({ keysUrl }: System, { cookie }: Caller, path: string): Promise<number> {
  const { ms: took, result } = await timed(async () => {
    const response = await fetch(keysUrl + path, { headers: { cookie } });
    await response.arrayBuffer();
    return response;
  });
  if (result.status !== 200) throw new Error(`GET ${path} answered ${result.status}`);
  return took;
}

function anyOf<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T;
}

function tableOf(kind: Kind, subjects: readonly Subject[]): string {
  const base = subjects[0]?.samples[kind] ?? [];
  const rows = subjects.map(({ keys, samples: { [kind]: samples } }) => [
    keys.toLocaleString('en'),
    String(samples.length),
    ms(median(samples)),
    ms(p99(samples)),
    (median(samples) / median(base)).toFixed(2),
    (p99(samples) / p99(base)).toFixed(2),
  ]);
  return table([`${kind}: keys in the table`, 'samples', 'p50 ms', 'p99 ms', 'p50 ratio', 'p99 ratio'], rows);
}

import { type Person, registerPerson } from '../../tests/system/harness/person.ts';
import type { System } from '../../tests/system/harness/system.ts';
import { cpuMs } from '../process-cpu.ts';
import { median, ms, p99, progress, table } from '../report.ts';
import { type CreationTimes, createKey } from './create-key.ts';

/** An account may have 200 keys. */
const KEYS_A_PERSON = 190;

/** How many keys a second come out at the other end, and what one costs the key service. */
export async function measureCreations(
  system: System,
  { people, seconds }: { people: number; seconds: number },
): Promise<string> {
  progress(`registering ${people} people`);
  const persons: Person[] = [];
  for (let n = 0; n < people; n++) persons.push(await registerPerson(system));
  for (const person of persons) await createKey(system, person);
  progress(`creating keys for ${seconds} s`);
  const pid = system.processes.keys.pid();
  const cpuBefore = cpuMs(pid);
  const from = performance.now();
  const until = from + seconds * 1_000;
  const times = (await Promise.all(persons.map((person) => createUntil(system, person, until)))).flat();
  const tookSeconds = (performance.now() - from) / 1_000;
  const cpuAfter = cpuMs(pid);
  const cpu = cpuBefore === null || cpuAfter === null ? Number.NaN : (cpuAfter - cpuBefore) / times.length;
  const whole = times.map(({ wholeMs }) => wholeMs);
  const calls = times.map(({ callsMs }) => callsMs);
  return table(
    ['key creations, end to end', `${people} people at once`],
    [
      ['key creations', String(times.length)],
      ['a second', (times.length / tookSeconds).toFixed(1)],
      ['with the mail, p50 ms', ms(median(whole))],
      ['with the mail, p99 ms', ms(p99(whole))],
      ['the three calls alone, p50 ms', ms(median(calls))],
      ['the three calls alone, p99 ms', ms(p99(calls))],
      ['CPU of the key service, ms each', ms(cpu)],
    ],
  );
}

async function createUntil(system: System, person: Person, until: number): Promise<CreationTimes[]> {
  const times: CreationTimes[] = [];
  while (performance.now() < until && times.length < KEYS_A_PERSON)
    times.push(await createKey(system, person));
  return times;
}

import { setImmediate } from 'node:timers/promises';
import { type RawAnswer, RawConnection } from '../../services/gateway/src/testing/raw-client.ts';
import { breakBytes } from './break-bytes.ts';
import { bytesOf, type Draft, seedDraft } from './draft.ts';
import { mutateDraft } from './mutate-draft.ts';
import type { Oracle } from './oracle.ts';
import { Random } from './random.ts';
import type { Population } from './signers.ts';

export type FuzzParts = {
  readonly port: number;
  readonly oracle: Oracle;
  /** One a worker. */
  readonly populations: readonly Population[];
  readonly seed: number;
  /** By all workers together. */
  readonly requests: number;
};

const MAX_PIPELINED = 6;
/** How many drafts a worker remembers, to send them again or take them apart. */
const MAX_EARLIER = 50;
/** How long an answer may take on a machine that has much to do. */
const WAIT_MS = 20_000;

/** Sends mutated requests over raw sockets and has the oracle judge everything that comes of them. */
export async function fuzz({ populations, requests, seed, ...parts }: FuzzParts): Promise<void> {
  const share = Math.ceil(requests / populations.length);
  await Promise.all(
    populations.map((population, index) =>
      new Worker({ ...parts, population, random: new Random(seed * 1_000 + index) }).send(share),
    ),
  );
  parts.oracle.judgeRest();
}

type WorkerParts = {
  readonly port: number;
  readonly oracle: Oracle;
  readonly population: Population;
  readonly random: Random;
};

class Worker {
  readonly #parts: WorkerParts;
  readonly #earlier: Draft[] = [];
  #connection: RawConnection | null = null;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  async send(count: number): Promise<void> {
    const { random, oracle } = this.#parts;
    for (let sent = 0; sent < count; ) {
      const drafts = this.#batch();
      for (const draft of drafts) oracle.sends(draft);
      sent += drafts.length;
      if (random.chance(0.15)) await this.#sendBroken(drafts);
      else await this.#sendWhole(drafts);
      this.#earlier.push(...drafts);
      this.#earlier.splice(0, this.#earlier.length - MAX_EARLIER);
    }
    this.#connection?.destroy();
  }

  /** Requests to send in one go: most of them alone, some pipelined, some again, some out of order. */
  #batch(): Draft[] {
    const { random, population } = this.#parts;
    const size = random.chance(0.6) ? 1 : 1 + random.below(MAX_PIPELINED);
    const drafts = Array.from({ length: size }, () => {
      const draft = seedDraft(random, population);
      if (random.chance(0.85)) mutateDraft(draft, random, this.#earlier);
      return draft;
    });
    if (random.chance(0.1) && this.#earlier.length > 0) {
      return [replayOf(random.pick(this.#earlier)), ...drafts];
    }
    if (size > 1 && random.chance(0.2)) {
      const twice = random.pick(drafts);
      return random.shuffled([...drafts, replayOf(twice)]).map(undecided);
    }
    return drafts;
  }

  async #sendWhole(drafts: readonly Draft[]): Promise<void> {
    const { port, oracle, random } = this.#parts;
    const connection = this.#connection ?? (await RawConnection.open(port));
    this.#connection = connection;
    await this.#write(connection, Buffer.concat(drafts.map((draft) => bytesOf(draft, random))));
    const answers: RawAnswer[] = [];
    try {
      while (answers.length < drafts.length && this.#connection !== null) {
        const answer = await finalAnswer(connection);
        answers.push(answer);
        if (answer.headers.connection === 'close') this.#connection = null;
      }
      // What comes behind the last request's answer, or behind one that closes, is an answer to nothing.
      if (this.#connection === null) await connection.closed(WAIT_MS);
    } catch (error) {
      if (!drafts.some(mayClose)) {
        oracle.fault(
          `no answer behind ${answers.length}: ${(error as Error).message}`,
          drafts.map(({ made, method }) => [method, ...made]),
        );
      }
      this.#connection = null;
    }
    if (connection.leftOver !== '') {
      oracle.fault(
        `an answer too many: ${connection.leftOver.slice(0, 80)}`,
        drafts.map(({ made }) => made),
      );
      this.#connection = null;
    }
    oracle.judge(drafts, answers);
    if (this.#connection === null) connection.destroy();
  }

  /** The last of the batch is broken: whatever it is, it ends the connection, and what it is taken for must be right. */
  async #sendBroken(drafts: readonly Draft[]): Promise<void> {
    const { port, oracle, random, population } = this.#parts;
    const last = drafts.at(-1) as Draft;
    const other = seedDraft(random, population);
    oracle.sends(other);
    const whole = drafts.slice(0, -1).map((draft) => bytesOf(draft, random));
    const broken = breakBytes(bytesOf(last, random), random, bytesOf(other, random));
    last.made.push(broken.name);
    const connection = await RawConnection.open(port);
    await this.#write(connection, Buffer.concat([...whole, broken.bytes]));
    connection.end();
    const answers: RawAnswer[] = [];
    try {
      await connection.closed(WAIT_MS);
      while (connection.leftOver !== '') {
        const answer = await connection.answer(WAIT_MS);
        if (answer.status >= 200) answers.push(answer);
      }
    } catch (error) {
      oracle.fault(`broken, and not closed or not answered: ${(error as Error).message}`, last.made);
    }
    connection.destroy();
    this.#judgeBroken(answers, whole.length, broken, last);
  }

  #judgeBroken(
    answers: readonly RawAnswer[],
    wholeCount: number,
    broken: { bytes: Buffer; isFatal: boolean },
    { made }: Draft,
  ): void {
    const { oracle } = this.#parts;
    for (const [index, answer] of answers.entries()) {
      const call = oracle.judgeAnswer(answer, made);
      if (call === null) continue;
      if (broken.isFatal && index >= wholeCount) oracle.fault('broken, and arrived', made);
      oracle.judgeLoose(call, made);
    }
    const requestLines = broken.bytes.toString('latin1').split(/HTTP\/1/).length;
    if (answers.length > wholeCount + requestLines) oracle.fault('more answers than requests', made);
  }

  /** In one piece, or in several that the gateway may read one by one. */
  async #write(connection: RawConnection, bytes: Buffer): Promise<void> {
    const { random } = this.#parts;
    let at = 0;
    for (let cuts = random.chance(0.3) ? 1 + random.below(4) : 0; cuts > 0; cuts--) {
      const next = at + random.below(bytes.byteLength - at);
      connection.write(bytes.subarray(at, next));
      at = next;
      await setImmediate();
    }
    connection.write(bytes.subarray(at));
  }
}

async function finalAnswer(connection: RawConnection): Promise<RawAnswer> {
  for (;;) {
    const answer = await connection.answer(WAIT_MS);
    if (answer.status >= 200) return answer;
  }
}

/** Once more, as it was: if it got through before it must not again, and whatever was refused for good still is. */
function replayOf(draft: Draft): Draft {
  const { signed, expects } = draft;
  const isSpent = signed !== null && (signed.reached > 0 || signed.nonce <= signed.signer.highestReached);
  const must = isSpent ? 'refused' : expects === 'refused' ? 'refused' : 'anything';
  return { ...draft, expects: must, made: [...draft.made, 'again'] };
}

/**
 * True if the gateway may hang up behind the answer. If it has not read yet what follows, TCP takes back what was
 * under way to the client, the answer included.
 */
function mayClose({ method, headers, body, isChunked }: Draft): boolean {
  // Refused by its head, a body of unknown length is not read to its end.
  if (isChunked) return true;
  if (method !== 'POST') return method !== 'GET' || body.byteLength > 0;
  return headers.some(([name]) => /^(?:expect|upgrade)$/i.test(name));
}

const undecided = (draft: Draft): Draft =>
  draft.expects === 'refused' ? draft : { ...draft, expects: 'anything' };

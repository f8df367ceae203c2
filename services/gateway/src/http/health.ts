/** Readiness as of a moment ago: asked at most twice a second however often the question comes. */
export type Health = {
  isReady(): Promise<boolean>;
};

export type HealthOptions = {
  /** Rejects if the database does not answer, or is not as this code needs it. */
  readonly askDatabase: () => Promise<unknown>;
  readonly isDraining: () => boolean;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

const ANSWER_KEPT_MS = 500;
const ANSWER_WITHIN_MS = 1_000;
/** A question that is out for so long hangs on a connection that is dead: the next one takes another. */
const GIVEN_UP_AFTER_MS = 5_000;

export function health({ askDatabase, isDraining, now }: HealthOptions): Health {
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let isOut = false;
  let answer = Promise.resolve(false);

  function ask(): Promise<boolean> {
    const mine = now();
    askedAtMs = mine;
    isOut = true;
    const question = askDatabase().finally(() => {
      // A late word on an older question says nothing of the one that is out now.
      if (askedAtMs === mine) isOut = false;
    });
    return within(ANSWER_WITHIN_MS, question);
  }

  return {
    isReady() {
      if (isDraining()) return Promise.resolve(false);
      // Strangers may ask as often as they like: a database that is slow is not asked the same thing over and over.
      if (now() - askedAtMs >= (isOut ? GIVEN_UP_AFTER_MS : ANSWER_KEPT_MS)) answer = ask();
      return answer;
    },
  };
}

async function within(ms: number, question: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  question.then(
    () => resolve(true),
    () => resolve(false),
  );
  return promise.finally(() => clearTimeout(timer));
}

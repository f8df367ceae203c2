/** Readiness as of a moment ago: asked at most twice a second however often the question comes. */
export type Health = {
  isReady(): Promise<boolean>;
};

export type HealthOptions = {
  /** Rejects if the database does not answer. */
  readonly askDatabase: () => Promise<unknown>;
  readonly isDraining: () => boolean;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

const ANSWER_KEPT_MS = 500;
const ANSWER_WITHIN_MS = 1_000;

export function health({ askDatabase, isDraining, now }: HealthOptions): Health {
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let answer = Promise.resolve(false);
  return {
    isReady() {
      if (isDraining()) return Promise.resolve(false);
      if (now() - askedAtMs >= ANSWER_KEPT_MS) {
        askedAtMs = now();
        answer = within(ANSWER_WITHIN_MS, askDatabase());
      }
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

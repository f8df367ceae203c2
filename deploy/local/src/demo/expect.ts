/** A step of the demo that went otherwise than it should. */
export class Unexpected extends Error {
  readonly expected: string;
  readonly came: string;

  constructor(expected: string, came: string) {
    super(`expected ${expected}, but ${came}`);
    this.name = 'Unexpected';
    this.expected = expected;
    this.came = came;
  }
}

/** @param came what came instead, for people; never a secret */
export function expect(isAsExpected: boolean, expected: string, came: unknown): asserts isAsExpected {
  if (!isAsExpected) throw new Unexpected(expected, describe(came));
}

/** The error that a call must end with; anything else is unexpected. */
export async function refusalOf(call: Promise<unknown>, expected: string): Promise<Error> {
  const outcome = await call.then(
    () => null,
    (error: Error) => error,
  );
  expect(outcome !== null, expected, 'the call succeeded');
  return outcome;
}

const describe = (came: unknown): string =>
  came instanceof Error ? came.message : typeof came === 'string' ? came : JSON.stringify(came);

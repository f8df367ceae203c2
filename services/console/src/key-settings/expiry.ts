/** Spans of days that are offered besides a date of one's own. */
export const EXPIRY_DAYS = [7, 30, 90, 365] as const;

export type ExpiryChoice = 'never' | `${(typeof EXPIRY_DAYS)[number]}` | 'date';

/** When a key is to end, as a person is choosing it. */
export type Expiry = {
  readonly choice: ExpiryChoice;
  /** Of an `<input type="datetime-local">`: wall clock time in the reader's zone; counts with the choice `date`. */
  readonly date: string;
};

export const NO_EXPIRY: Expiry = { choice: 'never', date: '' };

const DAY_MS = 24 * 3_600_000;

/** The instant to tell the API: ISO 8601, `null` for never. An empty or broken date is left for the API to refuse. */
export function expiresAtOf({ choice, date }: Expiry, now: Date): string | null {
  if (choice === 'never') return null;
  if (choice !== 'date') return new Date(now.getTime() + Number(choice) * DAY_MS).toISOString();
  const instant = new Date(date);
  return Number.isNaN(instant.getTime()) ? date : instant.toISOString();
}

/** An instant that is set already, as a date to be kept or changed. */
export const expiryOf = (expiresAt: string | null): Expiry =>
  expiresAt === null ? NO_EXPIRY : { choice: 'date', date: localDate(new Date(expiresAt)) };

/** The form of `datetime-local`: the wall clock without a zone (HTML Standard, local date and time). */
export function localDate(instant: Date): string {
  const wallClock = instant.getTime() - instant.getTimezoneOffset() * 60_000;
  return new Date(wallClock).toISOString().slice(0, 16);
}

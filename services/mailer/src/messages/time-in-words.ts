const FORMAT = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/**
 * `2026-11-23T14:05:09.000Z` as `23 November 2026, 14:05 UTC`. A mail cannot know the reader's time zone, so it
 * names its own.
 *
 * @throws RangeError when the text is no time
 */
export function timeInWords(iso: string): string {
  const part = Object.fromEntries(
    FORMAT.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  );
  return `${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute} UTC`;
}

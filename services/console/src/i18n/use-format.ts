import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export type Format = {
  /** Date and time of day in the reader's own zone, for times as the API gives them (ISO 8601 in UTC). */
  dateTime(iso: string): string;
  date(iso: string): string;
  /** The day with its weekday. */
  day(iso: string): string;
  /** Time of day, to the second. */
  time(iso: string): string;
  /** "in 3 minutes", "2 days ago". */
  relative(iso: string, now?: Date): string;
  /** When so much time has passed: "in 3 minutes". Rounded up, so that nobody comes back too early. */
  fromNow(seconds: number): string;
  number(value: number): string;
  /** "a, b and c" */
  list(items: readonly string[]): string;
};

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const unitOf = (seconds: number) => UNITS.find(([, size]) => seconds >= size) ?? (['second', 1] as const);

/**
 * English as Europe and most of Asia write it: 26 Nov 2026, 20:15. No reader can take the day for the month, and 24
 * hours need no AM.
 */
const REGIONS: Readonly<Record<string, string>> = { en: 'en-GB' };

export function createFormat(pageLanguage: string): Format {
  const language = REGIONS[pageLanguage] ?? pageLanguage;
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const number = new Intl.NumberFormat(language);
  const list = new Intl.ListFormat(language);
  return {
    dateTime: (iso) => dateTime.format(new Date(iso)),
    date: (iso) => date.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    relative(iso, now = new Date()) {
      const seconds = (Date.parse(iso) - now.getTime()) / 1_000;
      const [unit, size] = unitOf(Math.abs(seconds));
      return relative.format(Math.round(seconds / size), unit);
    },
    fromNow(seconds) {
      const [unit, size] = unitOf(seconds);
      return relative.format(Math.ceil(seconds / size), unit);
    },
    number: (value) => number.format(value),
    list: (items) => list.format(items),
  };
}

/** Times, numbers and lists in the language of the page. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(i18n.language), [i18n.language]);
}

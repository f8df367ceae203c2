/** What the person looks for; days are those of their own time zone (`2026-11-26`), empty for no bound. */
export type HistoryFilter = {
  readonly type: string;
  readonly subject: string;
  readonly fromDay: string;
  readonly toDay: string;
};

export const NO_FILTER: HistoryFilter = { type: '', subject: '', fromDay: '', toDay: '' };

export const isFiltered = (filter: HistoryFilter): boolean =>
  Object.values(filter).some((value) => value !== '');

/** When the day begins here, `daysLater` days after it. Summer time makes some days longer than others. */
function startOf(day: string, daysLater = 0): string | undefined {
  const [year = Number.NaN, month = 1, date = 1] = day.split('-').map(Number);
  const start = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

/** The same for the API, which takes instants: from the first one on, and before the second. */
export function queryOf({ type, subject, fromDay, toDay }: HistoryFilter) {
  const from = fromDay === '' ? undefined : startOf(fromDay);
  const to = toDay === '' ? undefined : startOf(toDay, 1);
  return {
    ...(type !== '' && { type }),
    ...(subject !== '' && { subject }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

import t from 'tap';
import { createFormat } from '../src/i18n/use-format.ts';

t.test('no reader can take the day of a date for its month', async (t) => {
  const AT = '2026-11-05T12:00:00.000Z';
  const english = createFormat('en');
  t.equal(english.date(AT), '5 Nov 2026');
  t.match(english.dateTime(AT), /^5 Nov 2026, \d\d:00$/);
  t.match(english.day(AT), /^Thursday,? 5 November 2026$/);
  t.equal(createFormat('de').date(AT), '05.11.2026');
});

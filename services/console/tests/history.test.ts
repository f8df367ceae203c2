import t from 'tap';
import { groupOf, isKnownEvent } from '../src/audit/event-types.ts';
import { NO_FILTER, queryOf } from '../src/audit/history-filter.ts';

t.test('an event of a newer service belongs to no group', async (t) => {
  t.equal(groupOf('moon-landed'), null);
  t.notOk(isKnownEvent('moon-landed'));
  t.notOk(isKnownEvent('constructor'));
});

t.test('days are those of the reader, from their first instant to their last', async (t) => {
  const zone = process.env.TZ;
  t.teardown(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  const october = { ...NO_FILTER, fromDay: '2026-10-25', toDay: '2026-10-25' };
  process.env.TZ = 'Europe/Berlin';
  t.same(
    queryOf(october),
    { from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' },
    'the day on which summer time ends has 25 hours',
  );
  process.env.TZ = 'America/New_York';
  t.same(queryOf({ ...october, type: 'signed-in' }), {
    ...{ type: 'signed-in', from: '2026-10-25T04:00:00.000Z', to: '2026-10-26T04:00:00.000Z' },
  });
  t.same(queryOf(NO_FILTER), {});
  t.same(queryOf({ ...NO_FILTER, fromDay: 'nonsense' }), {});
});

import t from 'tap';
import { idleMs, LIMITS, lastCallsMs } from './limits.ts';

t.test('no connection of a client is closed as idle while its call may still be answered', async (t) => {
  for (const upstreamTimeoutMs of [100, 10_000, 15_000, 60_000]) {
    t.ok(idleMs(LIMITS, upstreamTimeoutMs) > lastCallsMs(LIMITS, upstreamTimeoutMs), `${upstreamTimeoutMs}`);
  }
});

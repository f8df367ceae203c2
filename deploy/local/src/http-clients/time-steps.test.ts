import t from 'tap';
import { nextTimeStep } from './time-steps.ts';

/** 10 s into time step 1000. */
const NOW = (1_000 * 30 + 10) * 1_000;

t.test('three codes can be used at once: the step before, the present one and the next', async (t) => {
  t.same(nextTimeStep(null, NOW), { step: 999, waitMs: 0 });
  t.same(nextTimeStep(999, NOW), { step: 1_000, waitMs: 0 });
  t.same(nextTimeStep(1_000, NOW), { step: 1_001, waitMs: 0 });
});

t.test('the fourth waits until the service takes the step after', async (t) => {
  t.same(nextTimeStep(1_001, NOW), { step: 1_002, waitMs: 20_000 });
});

t.test('a step that is about to leave the window is not used', async (t) => {
  t.same(nextTimeStep(null, NOW + 19_000), { step: 1_000, waitMs: 0 });
});

t.test('steps rise however long the pause was', async (t) => {
  t.same(nextTimeStep(5, NOW), { step: 999, waitMs: 0 });
});

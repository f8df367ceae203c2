import { readFileSync } from 'node:fs';
import t from 'tap';
import { REFUSAL_CODES, Refusal } from '../refusal.ts';
import { withGeneratedParts } from '../state-machine/state-diagram.ts';
import { KEY_CREATION_EVENTS } from './events.ts';
import { KEY_CREATION_STATES, NEXT_STEPS } from './states.ts';
import { isKeyCreationState, KEY_CREATION, TRANSITIONS, transition } from './transitions.ts';

t.test(
  'every event in every state leads to a state or is refused with a code, as the table says',
  async (t) => {
    for (const state of KEY_CREATION_STATES) {
      for (const event of KEY_CREATION_EVENTS) {
        const outcome = TRANSITIONS[state][event];
        if (isKeyCreationState(outcome)) t.equal(transition(state, event), outcome, `${event} in ${state}`);
        else {
          t.ok(REFUSAL_CODES.includes(outcome), `${outcome} is a code`);
          t.throws(() => transition(state, event), { code: outcome }, `${event} in ${state}`);
          t.throws(() => transition(state, event), Refusal);
        }
      }
    }
  },
);

t.test('no word is both a state and a refusal code', async (t) => {
  t.same(
    KEY_CREATION_STATES.filter((state) => (REFUSAL_CODES as readonly string[]).includes(state)),
    [],
  );
});

t.test('a creation that has ended never goes on', async (t) => {
  for (const state of KEY_CREATION_STATES.filter((state) => NEXT_STEPS[state] === null)) {
    for (const event of KEY_CREATION_EVENTS) {
      const outcome = TRANSITIONS[state][event];
      t.ok(outcome === state || !isKeyCreationState(outcome), `${event} in ${state}`);
    }
  }
});

t.test('only a confirmation reveals, and only after the second factor', async (t) => {
  const reveals = KEY_CREATION_STATES.flatMap((state) =>
    KEY_CREATION_EVENTS.filter((event) => TRANSITIONS[state][event] === 'revealed').map((event) => [
      state,
      event,
    ]),
  );
  t.same(reveals, [
    ['awaiting_confirmation', 'confirmed'],
    ['revealed', 'confirmed'],
  ]);
});

t.test('every state can be reached', async (t) => {
  const reached = new Set<string>(['awaiting_second_factor']);
  for (const state of KEY_CREATION_STATES) {
    for (const event of KEY_CREATION_EVENTS) reached.add(TRANSITIONS[state][event]);
  }
  t.same(
    KEY_CREATION_STATES.filter((state) => !reached.has(state)),
    [],
  );
});

t.test('docs/flows/key-creation.md shows the transition table as it is', async (t) => {
  const file = new URL('../../../../docs/flows/key-creation.md', import.meta.url);
  const document = readFileSync(file, 'utf8');
  t.match(document, '<!-- generated: state-diagram -->');
  t.match(document, '<!-- generated: transition-table -->');
  t.equal(
    withGeneratedParts(document, KEY_CREATION),
    document,
    'bring it up to date: node services/keys/src/state-machine/write-state-diagrams.ts',
  );
});

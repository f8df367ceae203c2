import { readFileSync } from 'node:fs';
import t from 'tap';
import { REFUSAL_CODES } from '../refusal.ts';
import { withGeneratedParts } from '../state-machine/state-diagram.ts';
import { KEY_EDIT_EVENTS, KEY_EDIT_STATES } from './states.ts';
import { isKeyEditState, KEY_EDIT, TRANSITIONS, transition } from './transitions.ts';

t.test(
  'every event in every state leads to a state or is refused with a code, as the table says',
  async (t) => {
    for (const state of KEY_EDIT_STATES) {
      for (const event of KEY_EDIT_EVENTS) {
        const outcome = TRANSITIONS[state][event];
        if (isKeyEditState(outcome)) t.equal(transition(state, event), outcome, `${event} in ${state}`);
        else {
          t.ok(REFUSAL_CODES.includes(outcome), `${outcome} is a code`);
          t.throws(() => transition(state, event), { code: outcome }, `${event} in ${state}`);
        }
      }
    }
  },
);

t.test('no word is both a state and a refusal code, and every state can be reached', async (t) => {
  const reached = new Set(
    KEY_EDIT_STATES.flatMap((state) => KEY_EDIT_EVENTS.map((event) => TRANSITIONS[state][event] as string)),
  );
  for (const state of KEY_EDIT_STATES) {
    t.notOk((REFUSAL_CODES as readonly string[]).includes(state), state);
    t.ok(reached.has(state), state);
  }
});

t.test(
  'KS-63: an edit is applied by a confirmation only, and only once; one that has ended never goes on',
  async (t) => {
    for (const state of KEY_EDIT_STATES) {
      for (const event of KEY_EDIT_EVENTS) {
        const outcome = TRANSITIONS[state][event];
        if (state === 'awaiting_confirmation') t.equal(outcome === 'applied', event === 'confirmed', event);
        else t.ok(outcome === state || !isKeyEditState(outcome), `${event} in ${state}`);
      }
    }
  },
);

t.test('docs/flows/key-edits.md shows the transition table as it is', async (t) => {
  const document = readFileSync(new URL('../../../../docs/flows/key-edits.md', import.meta.url), 'utf8');
  t.match(document, '<!-- generated: state-diagram -->');
  t.match(document, '<!-- generated: transition-table -->');
  t.equal(
    withGeneratedParts(document, KEY_EDIT),
    document,
    'bring it up to date: node services/keys/src/state-machine/write-state-diagrams.ts',
  );
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { REASONS } from '../services/console/src/api-keys/refusal-words.ts';
import { EVENT_GROUPS } from '../services/console/src/audit/event-types.ts';
import { KNOWN_WORDS } from '../services/console/src/audit/known-words.ts';
import { OWNER_REFUSALS } from '../services/gateway/src/refusals/refusal.ts';
import { AUDIT_EVENT_TYPES } from '../services/keys/src/audit/audit-store.ts';
import { STEP_UP_PURPOSES } from '../services/keys/src/second-factors/approval.ts';

const textsIn = (language: string) =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../services/console/src/audit/texts.${language}.json`), 'utf8'),
  );

t.test('every event that the key service writes is a sentence in every language', async (t) => {
  t.same(Object.values(EVENT_GROUPS).flat().toSorted(), [...AUDIT_EVENT_TYPES].toSorted());
  for (const language of ['en', 'de']) {
    const { event } = textsIn(language);
    t.same(Object.keys(event).toSorted(), [...AUDIT_EVENT_TYPES].toSorted(), language);
    t.equal(new Set(Object.values(event)).size, AUDIT_EVENT_TYPES.length, 'no two sound the same');
  }
});

t.test('every purpose of a second factor, and whatever else the service writes, has words', async (t) => {
  for (const purpose of STEP_UP_PURPOSES)
    t.ok((KNOWN_WORDS.purpose as readonly string[]).includes(purpose), purpose);
  for (const language of ['en', 'de']) {
    const texts = textsIn(language);
    for (const [kind, words] of Object.entries(KNOWN_WORDS)) {
      t.same(Object.keys(texts[kind]).toSorted(), [...words].toSorted(), `${language} ${kind}`);
    }
  }
});

t.test('every refusal that the gateway notes for the owner of a key has words of its own', async (t) => {
  t.same([...REASONS].toSorted(), [...OWNER_REFUSALS].toSorted());
});

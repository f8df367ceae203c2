import { readFileSync, writeFileSync } from 'node:fs';
import { KEY_CREATION } from '../key-creation/transitions.ts';
import { KEY_EDIT } from '../key-edits/transitions.ts';
import { withGeneratedParts } from './state-diagram.ts';

// node services/keys/src/state-machine/write-state-diagrams.ts: brings the tables in docs/flows up to date.
for (const [name, machine] of Object.entries({ 'key-creation': KEY_CREATION, 'key-edits': KEY_EDIT })) {
  const target = new URL(`../../../../docs/flows/${name}.md`, import.meta.url);
  writeFileSync(target, withGeneratedParts(readFileSync(target, 'utf8'), machine));
}

import { readFileSync, writeFileSync } from 'node:fs';
import { withGeneratedParts } from './state-diagram.ts';

// node services/keys/src/key-creation/write-state-diagram.ts: brings docs/flows/key-creation.md up to date.
const target = new URL('../../../../docs/flows/key-creation.md', import.meta.url);
writeFileSync(target, withGeneratedParts(readFileSync(target, 'utf8')));

import { readFileSync } from 'node:fs';
import t from 'tap';
import { generatedFiles } from '../generate.ts';
import { FIELD_ERRORS, PROBLEMS } from './index.ts';

t.test('what is generated is what openapi.yaml says today (else: npm run openapi)', async (t) => {
  for (const [name, text] of Object.entries(await generatedFiles())) {
    const file = readFileSync(new URL(`generated/${name}`, import.meta.url), 'utf8');
    t.ok(file === text, name);
  }
});

t.test('the catalogue has words for every refusal and every field error', async (t) => {
  t.match(PROBLEMS['wrong-browser'], { status: 409, title: /.../, detail: /.../ });
  t.ok(Object.values(PROBLEMS).every(({ status, title, detail }) => status >= 400 && title && detail));
  t.match(FIELD_ERRORS['label-too-long'], { meaning: /.../, params: ['max'] });
});

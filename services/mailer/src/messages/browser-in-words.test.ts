import t from 'tap';
import { browserInWords } from './browser-in-words.ts';

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101';

const CASES: Record<string, string> = {
  [`${WINDOWS} Firefox/146.0`]: 'Firefox on Windows',
  'curl/8.5.0': 'curl',
  [`${WINDOWS} something`]: 'Unknown browser on Windows',
  '': 'Unknown browser',
};

t.test('a user agent is put into the words a person would use', async (t) => {
  for (const [header, words] of Object.entries(CASES)) t.equal(browserInWords(header), words);
});

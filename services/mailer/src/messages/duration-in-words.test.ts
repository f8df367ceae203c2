import t from 'tap';
import { durationInWords } from './duration-in-words.ts';

t.test('a length of time is said in its two greatest units', async (t) => {
  for (const [seconds, words] of [
    [1, '1 second'],
    [90, '1 minute and 30 seconds'],
    [3_600, '1 hour'],
    [86_400, '1 day'],
    [129_600, '1 day and 12 hours'],
    [2_592_000, '30 days'],
    [90_061, '1 day and 1 hour'],
  ] as const) {
    t.equal(durationInWords(seconds), words);
  }
});

import t from 'tap';
import { browserInWords } from './browser-in-words.ts';

const CASES: Record<string, string> = {
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0': 'Firefox on Windows',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15':
    'Safari on macOS',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1':
    'Safari on iPhone',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36':
    'Chrome on Linux',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0':
    'Edge on Windows',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36':
    'Samsung Internet on Android',
  'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36':
    'Chrome on ChromeOS',
  'curl/8.5.0': 'curl',
  'something (Windows NT 10.0)': 'Unknown browser on Windows',
  '': 'Unknown browser',
};

t.test('a user agent is put into the words a person would use', async (t) => {
  for (const [header, words] of Object.entries(CASES)) t.equal(browserInWords(header), words);
});

t.test('KS-76: the longest and oddest header takes no time', async (t) => {
  const begun = performance.now();
  for (const piece of ['Version/1 ', 'Safari/', 'Mac OS X', ' ', '1.']) browserInWords(piece.repeat(20_000));
  t.ok(performance.now() - begun < 2_000);
});

import t from 'tap';
import { nameBrowser } from './browser-name.ts';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0';

const BROWSERS: Readonly<Record<string, readonly [string | null, string | null]>> = {
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0': ['Firefox', 'Windows'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.1 Safari/605.1.15`]: [
    ...(['Safari', 'macOS'] as const),
  ],
  [`Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${WEBKIT} CriOS/143.0 Mobile/15E148 Safari/604.1`]:
    ['Chrome', 'iPhone'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/143.0.0.0`]: ['Edge', 'Windows'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`]: ['Chrome', 'Android'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36 OPR/120.0`]: ['Opera', 'Linux'],
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36':
    ['Samsung Internet', 'Android'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME} Safari/537.36`]: ['Chrome', 'ChromeOS'],
  'curl/8.5.0': ['curl', null],
  'something (Windows NT 10.0)': [null, 'Windows'],
  '': [null, null],
};

t.test('a browser is named as its owner would name it', async (t) => {
  for (const [userAgent, [browser, system]] of Object.entries(BROWSERS)) {
    t.same(nameBrowser(userAgent), { browser, system }, userAgent);
  }
});

t.test('KS-76: the longest and oddest header takes no time', async (t) => {
  const begun = performance.now();
  for (const piece of ['Version/1 ', 'Safari/', 'Mac OS X', ' ', '1.']) nameBrowser(piece.repeat(20_000));
  t.ok(performance.now() - begun < 2_000);
});

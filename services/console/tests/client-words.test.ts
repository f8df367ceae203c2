import t from 'tap';
import { nameBrowser } from '../src/components/browser-name.ts';
import { networkOf } from '../src/components/network.ts';

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
  'curl/8.5.0': ['curl', null],
  'something (Windows NT 10.0)': [null, 'Windows'],
  '': [null, null],
};

t.test('a browser is named as its owner would name it', async (t) => {
  for (const [userAgent, [browser, system]] of Object.entries(BROWSERS)) {
    t.same(nameBrowser(userAgent), { browser, system }, userAgent);
  }
});

t.test('addresses that mean nothing outside are told apart', async (t) => {
  for (const ip of ['127.0.0.1', '::1']) t.equal(networkOf(ip), 'device', ip);
  for (const ip of ['10.1.2.3', '192.168.0.9', '172.16.0.1', '172.31.255.1', 'fd00::1', 'fe80::1']) {
    t.equal(networkOf(ip), 'local', ip);
  }
  for (const ip of ['203.0.113.7', '172.32.0.1', '11.0.0.1', '2001:db8::1']) {
    t.equal(networkOf(ip), 'internet', ip);
  }
});

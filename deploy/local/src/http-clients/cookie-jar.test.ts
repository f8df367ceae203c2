import t from 'tap';
import { cookieHeader, storeCookies, withoutBinding } from './cookie-jar.ts';

t.test('cookies are kept, replaced and forgotten as a browser would', async (t) => {
  const jar = new Map<string, string>();
  t.equal(cookieHeader(jar), null);
  storeCookies(jar, ['countersign_session=a=b; HttpOnly; Path=/', 'countersign_browser=c; SameSite=Strict']);
  t.equal(cookieHeader(jar), 'countersign_session=a=b; countersign_browser=c');
  storeCookies(jar, ['countersign_session=d', 'nonsense', '=empty']);
  t.equal(cookieHeader(jar), 'countersign_session=d; countersign_browser=c');
  storeCookies(jar, ['countersign_session=; Max-Age=0']);
  t.equal(cookieHeader(jar), 'countersign_browser=c');
});

t.test('another browser has the session but not the binding, whatever the prefix', async (t) => {
  for (const prefix of ['', '__Host-']) {
    const jar = new Map([
      [`${prefix}countersign_session`, 's'],
      [`${prefix}countersign_browser`, 'b'],
    ]);
    t.same([...withoutBinding(jar).values()], ['s']);
    t.equal(jar.size, 2, 'the first browser keeps its own');
  }
});

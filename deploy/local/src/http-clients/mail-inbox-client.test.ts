import t from 'tap';
import { findLink } from './mail-inbox-client.ts';

t.test('the token is read out of the fragment of a mail’s link', async (t) => {
  t.same(findLink('Open\nhttp://localhost:3000/verify-email#token=ab_C-1\nsoon'), {
    token: 'ab_C-1',
    creation: null,
  });
  t.same(findLink('<http://localhost:3000/confirm#creation=0198-ab&token=xyz>'), {
    token: 'xyz',
    creation: '0198-ab',
  });
});

t.test('a mail without such a link has none', async (t) => {
  const notice = 'http://localhost:3000/revoke-all#token=x';
  for (const text of ['', notice, 'http://localhost:3000/keys', 'http://localhost:3000/confirm?token=x']) {
    t.equal(findLink(text), null, text);
  }
});

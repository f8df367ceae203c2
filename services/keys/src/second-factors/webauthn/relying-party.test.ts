import t from 'tap';
import { relyingPartyOf } from './relying-party.ts';

const consoleOrigin = 'https://keys.example.com';

t.test("the console's host is the RP ID unless a parent of it was chosen", async (t) => {
  t.same(relyingPartyOf({ consoleOrigin, allowedOrigins: [] }), {
    rpId: 'keys.example.com',
    origins: [consoleOrigin],
  });
  t.same(relyingPartyOf({ consoleOrigin: 'http://localhost:3000', allowedOrigins: [] }), {
    rpId: 'localhost',
    origins: ['http://localhost:3000'],
  });
});

t.test(
  'a page may use credentials when its host is the RP ID or below it, not when it only ends like it',
  async (t) => {
    const allowedOrigins = [
      consoleOrigin,
      'https://app.example.com:8443',
      'https://example.com',
      'https://evilexample.com',
      'https://example.com.evil.example',
    ];
    t.same(relyingPartyOf({ consoleOrigin, allowedOrigins, rpId: 'example.com' }).origins, [
      consoleOrigin,
      'https://app.example.com:8443',
      'https://example.com',
    ]);
    t.same(relyingPartyOf({ consoleOrigin, allowedOrigins }).origins, [consoleOrigin]);
  },
);

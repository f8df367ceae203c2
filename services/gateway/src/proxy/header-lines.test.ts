import t from 'tap';
import { headerLines, joinLines, NO_LINES } from './header-lines.ts';

t.test('each header is one line', async (t) => {
  const lines = joinLines(headerLines(['a', '1', 'b', 'x y']), NO_LINES, headerLines(['c', '']));
  t.equal(lines, 'a: 1\r\nb: x y\r\nc: \r\n');
});

t.test('no value can become a line of its own, end the head, or be read in two ways', async (t) => {
  for (const value of [
    '1\r\nevil: 1',
    '1\nevil: 1',
    '\r',
    'a\0b',
    'a\tb',
    '\x7f',
    '\u00e9',
    '\u2028',
    '\u010d\u010a',
  ]) {
    t.throws(() => headerLines(['a', value]), { message: 'header a has a value that no header can have' });
  }
});

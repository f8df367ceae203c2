import t from 'tap';
import { alignColumns, createStyle, visibleLength } from './style.ts';
import { renderSummary } from './summary.ts';

const summary = {
  ports: { keys: 3000, gateway: 3100, exchange: 3200, mailWeb: 1080, smtp: 1025 },
  postgresPort: 5440,
  hasRedis: false,
  dataDir: '/repo/.countersign',
  seconds: 9.87,
  demoUser: {
    email: 'demo@example.com',
    password: 'pass-word',
    totpSecret: 'JBSWY3DP',
    recoveryCodes: ['r-1'],
  },
};

t.test('the table says what runs where, who can sign in, and what to do next', async (t) => {
  const text = renderSummary(summary, createStyle(false));
  for (const words of [
    'Countersign is up after 9.9 s',
    'http://localhost:3000 ',
    'http://127.0.0.1:3100',
    'http://127.0.0.1:3200',
    'http://localhost:1080',
    'SMTP on 1025',
    '127.0.0.1:5440',
    'demo@example.com',
    'pass-word',
    'JBSWY3DP',
    'npm run demo',
    'http://localhost:3000/docs',
  ]) {
    t.ok(text.includes(words), words);
  }
  t.notOk(text.includes('r-1'), 'recovery codes stay in their file');
  t.notOk(text.includes('\u001b'), 'no escape sequence without a terminal');
});

t.test('columns line up, coloured or not', async (t) => {
  const starts = (isColoured: boolean) => {
    const style = createStyle(isColoured);
    const lines = alignColumns([
      [style.bold('a'), style.cyan('bb'), 'x'],
      ['aaa', 'b', 'x'],
      ['', 'bbbb', 'x'],
    ]);
    return lines.map((line) => visibleLength(line));
  };
  t.same(new Set(starts(false)).size, 1);
  t.same(starts(true), starts(false));
});

t.test('a stack without its demo user says why', async (t) => {
  const text = renderSummary({ ...summary, demoUser: 'could not be made: no mail came' }, createStyle(false));
  t.match(text, /Demo user +none +could not be made: no mail came/);
});

import type { DemoUser } from '../demo/demo-user.ts';
import type { PortName } from '../stack/ports.ts';
import { alignColumns, type Style, visibleLength } from './style.ts';

export type Summary = {
  readonly ports: Readonly<Record<PortName, number>>;
  /** `null` with a PostgreSQL of one's own. */
  readonly postgresPort: number | null;
  readonly hasRedis: boolean;
  readonly dataDir: string;
  readonly seconds: number;
  /** The demo user, or why there is none. */
  readonly demoUser: DemoUser | string;
};

const WIDEST_RULE = 100;

/** What runs where, who can sign in, and what to do next. Shows the demo user's password: for a terminal, not for a log. */
export function renderSummary(summary: Summary, style: Style): string {
  const blocks = [runningRows(summary, style), demoUserRows(summary, style), nextRows(summary, style)];
  const lines = alignColumns(blocks.flat());
  const width = Math.min(WIDEST_RULE, Math.max(...lines.map(visibleLength)));
  const rule = style.dim('─'.repeat(width + 2));
  const body = blocks.flatMap((block, index) => {
    const start = blocks.slice(0, index).reduce((sum, { length }) => sum + length, 0);
    return [rule, ...lines.slice(start, start + block.length).map((line) => ` ${line}`)];
  });
  const title = `${style.green('●')} ${style.bold('Countersign is up')} ${style.dim(`after ${summary.seconds.toFixed(1)} s`)}`;
  return ['', ` ${title}`, ...body, rule, ` ${style.dim('Ctrl-C stops everything.')}`, ''].join('\n');
}

type Rows = readonly (readonly [string, string, string])[];

function runningRows({ ports, postgresPort, hasRedis, dataDir }: Summary, style: Style): Rows {
  const at = (name: PortName) => style.cyan(`http://localhost:${ports[name]}`);
  return [
    [style.bold('Console'), at('keys'), 'sign up or sign in, and create an API key'],
    [style.bold('Key service'), at('keys'), 'the API lies under /v1'],
    [style.bold('Gateway'), style.cyan(`http://127.0.0.1:${ports.gateway}`), 'Bitfinex clients go here'],
    [
      style.bold('Sandbox exchange'),
      style.cyan(`http://127.0.0.1:${ports.exchange}`),
      'the upstream; it serves the gateway only',
    ],
    [style.bold('Mail inbox'), at('mailWeb'), `every mail lands here (SMTP on ${ports.smtp})`],
    [
      style.bold('PostgreSQL'),
      postgresPort === null ? 'as DATABASE_URL says' : style.cyan(`127.0.0.1:${postgresPort}`),
      hasRedis ? 'mail queue and limits on Redis' : 'mail queue included',
    ],
    [style.bold('Data'), dataDir, 'kept between runs; logs in logs/'],
  ];
}

function demoUserRows({ demoUser }: Summary, style: Style): Rows {
  if (typeof demoUser === 'string') return [[style.bold('Demo user'), style.yellow('none'), demoUser]];
  return [
    [style.bold('Demo user'), demoUser.email, 'e-mail'],
    ['', demoUser.password, 'password'],
    ['', demoUser.totpSecret, 'TOTP secret, for an authenticator app'],
  ];
}

function nextRows({ ports }: Summary, style: Style): Rows {
  return [
    [style.bold('Next'), style.cyan('npm run demo'), 'a key from request to revocation, through the gateway'],
    ['', style.cyan('npm run demo -- --keep'), 'the same, and a key for you to go on with'],
    ['', style.cyan(`http://localhost:${ports.keys}/docs`), 'the API, documented'],
    ['', style.cyan('npm run reset'), 'forget everything (once stopped)'],
  ];
}

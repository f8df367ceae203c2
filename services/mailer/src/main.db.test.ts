import { eventually, TEST_PASSWORDS } from '@countersign/testing';
import t from 'tap';
import { mailerStage } from './test-mailer-process.ts';
import { TEST_TOKEN } from './test-outbox.ts';
import { startTestSmtpServer } from './test-smtp-server.ts';

const stage = await mailerStage(t);
const { outbox } = stage;

t.test('SIGTERM ends the mailer with 0, its log holds no secret, and health tells how it is', async (t) => {
  const server = await startTestSmtpServer(t);
  const mailer = await stage.startMailer(t, server.port);
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${mailer.healthPort}${path}`)).status;
  t.equal(await get('/health/live'), 200);
  t.equal(await get('/health/ready'), 200);
  t.equal(await get('/'), 404);
  const id = await outbox.put();
  await stage.queue.announce(await outbox.dispatch(id));
  await eventually('the mail', async () => (await outbox.row(id)).state === 'sent');
  mailer.process.kill('SIGTERM');
  t.strictSame(await mailer.exited, [0, null]);
  t.match(mailer.output(), id);
  for (const secret of [TEST_TOKEN, 'ada@example.com', TEST_PASSWORDS.countersign_mailer]) {
    t.notMatch(mailer.output(), secret);
  }
});

t.test('a faulty configuration is told at once, with exit code 78', async (t) => {
  const { exited, output } = stage.run(t, './main.ts', [], {
    SMTP_HOST: 'smtp.example.com',
    CONSOLE_ORIGIN: 'nonsense',
  });
  t.strictSame(await exited, [78, null]);
  t.match(output(), /SMTP_TLS is off/);
  t.match(output(), /CONSOLE_ORIGIN/);
});

t.test('dead letters are listed page by page, and one put back in line is delivered', async (t) => {
  await outbox.sql('delete from outbox_messages');
  let isRefusing = true;
  const server = await startTestSmtpServer(t, {
    onRecipient: () => (isRefusing ? { code: 550, text: 'no such user' } : null),
  });
  await stage.startMailer(t, server.port);
  const ids = [await outbox.put({ recipient: 'one@example.com' }), await outbox.put(), await outbox.put()];
  for (const id of ids) await stage.queue.announce(await outbox.dispatch(id));
  await eventually('all failed', async () => {
    const rows = await Promise.all(ids.map(outbox.row));
    return rows.every(({ state }) => state === 'failed');
  });
  const command = async (...args: string[]) => {
    const { exited, output } = stage.run(t, './dead-letters/main.ts', args);
    const [code] = await exited;
    return { code, output: output() };
  };
  const all = await command('list');
  t.equal(all.code, 0);
  for (const id of ids) t.match(all.output, id);
  t.match(all.output, /EENVELOPE 550/);
  const first = await command('list', '--limit', '2');
  const before = /--before (\S+)/.exec(first.output)?.[1] as string;
  const rest = await command('list', '--limit', '2', '--before', before);
  for (const id of ids) t.not(first.output.includes(id), rest.output.includes(id), 'each on one page');

  isRefusing = false;
  const [id] = ids as [string];
  t.match(await command('redrive', id), { code: 0, output: /due again/ });
  await stage.queue.announce(await outbox.dispatch(id));
  await eventually('the mail', async () => (await outbox.row(id)).state === 'sent');
  t.strictSame(server.received[0]?.to, ['one@example.com']);
  t.match(await command('redrive', id), { code: 1, output: /left alone/ }, 'a sent one is left alone');
  for (const args of [
    [],
    ['list', '--limit', '0'],
    ['list', '--before', "x' or 1=1"],
    ['redrive', 'x'],
    ['--x'],
  ]) {
    t.match(await command(...args), { code: 64, output: /usage/ }, args.join(' '));
  }
});

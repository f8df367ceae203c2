import { eventually } from '@countersign/testing';
import t from 'tap';
import { mailerStage } from './test-mailer-process.ts';
import { startTestSmtpServer } from './test-smtp-server.ts';

const stage = await mailerStage(t);
const { outbox } = stage;

t.test('F29: a mailer frozen past its claim is overtaken, and changes nothing when it thaws', async (t) => {
  let handOvers = 0;
  const gate = Promise.withResolvers<null>();
  const server = await startTestSmtpServer(t, {
    onMail: () => (++handOvers === 1 ? gate.promise : Promise.resolve(null)),
  });
  const id = await outbox.put();
  stage.relay(t, [id]);
  const frozen = await stage.startMailer(t, server.port);
  await eventually('the first hand-over', () => handOvers === 1);
  frozen.process.kill('SIGSTOP');
  await stage.startMailer(t, server.port);
  await eventually('the mail', async () => (await outbox.row(id)).state === 'sent', { deadlineMs: 30_000 });
  const sent = await outbox.row(id);
  frozen.process.kill('SIGCONT');
  gate.resolve(null);
  await eventually('the frozen one is back', () => frozen.output().includes('"attempt":1'));
  t.strictSame(
    { ...(await outbox.row(id)), due_in: 0 },
    { ...sent, due_in: 0 },
    'the row is as the other left it',
  );
  t.equal(sent.attempts, 2);
  t.equal(handOvers, 2, 'one duplicate at most');
});

import { eventually } from '@countersign/testing';
import t from 'tap';
import { mailerStage } from './test-mailer-process.ts';
import { startTestSmtpServer } from './test-smtp-server.ts';

const stage = await mailerStage(t);
const { outbox } = stage;

t.test(
  'F6, F7, F8: a mailer killed three times in the middle of a hand-over costs seconds and duplicates, never the mail',
  async (t) => {
    let handOvers = 0;
    const server = await startTestSmtpServer(t, {
      // The first three never hear an answer: their mailer is killed first.
      onMail: () => (++handOvers <= 3 ? new Promise<never>(() => {}) : Promise.resolve(null)),
    });
    const id = await outbox.put();
    stage.relay(t, [id]);
    for (let kill = 1; kill <= 3; kill++) {
      const mailer = await stage.startMailer(t, server.port);
      await eventually(`hand-over ${kill}`, () => handOvers === kill, { deadlineMs: 30_000 });
      mailer.process.kill('SIGKILL');
      await mailer.exited;
    }
    await stage.startMailer(t, server.port);
    const begun = performance.now();
    await eventually('the mail', async () => (await outbox.row(id)).state === 'sent', { deadlineMs: 30_000 });
    t.ok(performance.now() - begun < 30_000, 'within 30 seconds');
    t.equal(server.received.length, 1);
    t.equal(server.received[0]?.mail.messageId, `<${id}@example.com>`);
    t.ok(handOvers <= 1 + 3, 'at most one hand-over a kill besides the one that counted');
  },
);

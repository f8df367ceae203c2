import { createLogger, startService, stopOnSignal } from '@countersign/runtime';
import { MailDev } from 'maildev';
import { readMailInboxConfig } from './config.ts';

const HOST = '127.0.0.1';
/** The oldest mails make room. */
const MAX_MAILS = 1_000;

await startService(async () => {
  const config = readMailInboxConfig(process.env);
  const logger = createLogger('mail-inbox', config.logLevel);
  const inbox = new MailDev({
    ip: HOST,
    smtp: config.smtpPort,
    webIp: HOST,
    web: config.webPort,
    mailDirectory: config.mailDir,
    maxEmails: MAX_MAILS,
    // Its log would name the recipient and subject of every mail.
    silent: true,
  });
  await inbox.start();
  stopOnSignal([{ name: 'mail inbox', stop: () => inbox.stop() }], { logger, deadlineMs: 5_000 });
  logger.info({ webPort: config.webPort, smtpPort: config.smtpPort }, 'mail inbox is up');
});

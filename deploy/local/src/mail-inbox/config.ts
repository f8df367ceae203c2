import { ConfigReader, type Environment } from '@countersign/runtime';

const PORT_RANGE = { min: 1, max: 65_535 };

/** Settings of the mail inbox's process. */
export function readMailInboxConfig(env: Environment) {
  const reader = new ConfigReader(env);
  return reader.finish('the mail inbox', {
    logLevel: reader.text('LOG_LEVEL', 'info'),
    webPort: reader.integer('MAIL_INBOX_WEB_PORT', PORT_RANGE),
    smtpPort: reader.integer('MAIL_INBOX_SMTP_PORT', PORT_RANGE),
    mailDir: reader.text('MAIL_INBOX_DIR'),
  });
}

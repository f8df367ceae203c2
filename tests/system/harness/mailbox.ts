import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { eventually } from '@countersign/testing';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type Mailbox = {
  readonly port: number;
  /** All mails so far, in the order of arrival. */
  mails(): readonly ParsedMail[];
  /** The newest mail to this address whose text contains `part`. */
  waitForMail(recipient: string, part: string): Promise<ParsedMail>;
  close(): Promise<void>;
};

/** A real SMTP server that keeps what it is given. */
export async function openMailbox(): Promise<Mailbox> {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, _session, callback) {
      simpleParser(stream).then(
        (mail) => {
          mails.push(mail);
          callback();
        },
        (error: Error) => callback(error),
      );
    },
  });
  server.on('error', () => {});
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    mails: () => mails,
    waitForMail: (recipient, part) =>
      eventually(`a mail to ${recipient}`, () =>
        mails.findLast((mail) => recipientsOf(mail).includes(recipient) && (mail.text ?? '').includes(part)),
      ),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function recipientsOf(mail: ParsedMail): string[] {
  const to = mail.to === undefined ? [] : [mail.to].flat();
  return to.flatMap(({ value }) => value.map(({ address }) => address ?? ''));
}

/** The fragment of the first link in a mail, as its fields: `{creation, token}`. */
export function linkFields(mail: ParsedMail): URLSearchParams {
  const link = /https?:\/\/\S+#(\S+)/.exec(mail.text ?? '');
  if (link === null) throw new Error(`no link in: ${mail.text}`);
  return new URLSearchParams(link[1]);
}

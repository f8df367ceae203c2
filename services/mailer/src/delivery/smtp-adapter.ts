import { createTransport } from 'nodemailer';
import type { ComposedMail } from '../messages/composed-mail.ts';
import { type SmtpFailure, smtpFailure } from './smtp-failure.ts';

export type SmtpSettings = {
  readonly host: string;
  readonly port: number;
  /** `required`: STARTTLS or, on port 465, TLS from the first byte; never plaintext. `off`: loopback only. */
  readonly tls: 'required' | 'off';
  readonly credentials: { readonly user: string; readonly password: string } | null;
  /** PEM of a private certificate authority; the usual ones otherwise. */
  readonly ca: string | null;
  readonly maxConnections: number;
  readonly maxPerSecond: number;
};

export type MailAddress = { readonly name: string; readonly address: string };

export type OutgoingMail = ComposedMail & {
  /** Same outbox message, same id: a mailbox can tell a repeated hand-over from a new mail. */
  readonly outboxId: string;
  readonly recipient: string;
};

export type Smtp = {
  /** Hands one mail over. Never rejects. */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<{ ok: true } | ({ ok: false } & SmtpFailure)>;
  /** Ends every connection, those at work too. */
  close(): void;
};

const IMPLICIT_TLS_PORT = 465;

export function createSmtp(settings: SmtpSettings, from: MailAddress): Smtp {
  const transport = createTransport({ pool: true, ...connectionOptions(settings) });
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    async send({ outboxId, recipient, subject, text, html }, signal) {
      try {
        await transport.sendMail({
          messageId: `<${outboxId}@${domain}>`,
          from: { name: from.name, address: from.address },
          to: { name: '', address: recipient },
          // Said outright, so that no parser of header addresses decides where the mail goes.
          envelope: { from: from.address, to: [recipient] },
          subject,
          text,
          html,
          // RFC 3834 §5 keeps vacation replies away; the second is what Exchange understands.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          xMailer: false,
          disableFileAccess: true,
          disableUrlAccess: true,
          signal,
        });
        return { ok: true };
      } catch (error) {
        return { ok: false, ...smtpFailure(error) };
      }
    },
    close: () => transport.close(),
  };
}

function connectionOptions({ host, port, tls, credentials, ca, maxConnections, maxPerSecond }: SmtpSettings) {
  return {
    host,
    port,
    secure: tls === 'required' && port === IMPLICIT_TLS_PORT,
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'off',
    tls: { minVersion: 'TLSv1.2' as const, ...(ca === null ? {} : { ca }) },
    ...(credentials === null ? {} : { auth: { user: credentials.user, pass: credentials.password } }),
    maxConnections,
    maxMessages: 100,
    rateLimit: maxPerSecond,
    rateDelta: 1_000,
    idleTimeout: 30_000,
    // The outbox tries again and knows when to stop; a second, hidden loop would only send duplicates.
    maxRequeues: 0,
    dnsTimeout: 5_000,
    connectionTimeout: 10_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

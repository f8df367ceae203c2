import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

type Teardown = { teardown(fn: () => unknown): void };

export type ReceivedMail = { readonly from: string; readonly to: string[]; readonly raw: string } & {
  readonly mail: ParsedMail;
};

export type TestSmtpServer = {
  readonly port: number;
  readonly received: ReceivedMail[];
  /** Connections open now, and the most that ever were at once. */
  readonly connections: { now: number; most: number };
};

export type TestSmtpBehaviour = {
  /** Refuses a recipient with this reply. */
  readonly onRecipient?: (address: string) => SmtpReply | null;
  /** Awaited after the final dot, before the server answers; a reply given refuses the mail. */
  readonly onMail?: (mail: ReceivedMail) => Promise<SmtpReply | null>;
  readonly options?: SMTPServerOptions;
};

export type SmtpReply = { readonly code: number; readonly text: string };

/** A real SMTP server on a port of its own; without TLS or sign-in unless `options` say so. */
export async function startTestSmtpServer(
  t: Teardown,
  { onRecipient, onMail, options }: TestSmtpBehaviour = {},
): Promise<TestSmtpServer> {
  const received: ReceivedMail[] = [];
  const connections = { now: 0, most: 0 };
  const receive = async (stream: AsyncIterable<Buffer>, { envelope }: SMTPServerSession) => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const { mailFrom, rcptTo } = envelope;
    const one: ReceivedMail = {
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      raw: bytes.toString('utf8'),
      mail: await simpleParser(bytes),
    };
    const reply = (await onMail?.(one)) ?? null;
    if (reply === null) received.push(one);
    return reply === null ? null : asError(reply);
  };
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    logger: false,
    onConnect(_session, done) {
      connections.most = Math.max(connections.most, ++connections.now);
      done();
    },
    onClose() {
      connections.now--;
    },
    onRcptTo({ address }, _session, done) {
      const reply = onRecipient?.(address) ?? null;
      done(reply === null ? null : asError(reply));
    },
    onData(stream, session, done) {
      // A client that goes away in the middle of its message has sent none, and waits for no answer.
      receive(stream, session).then(done, () => {});
    },
    ...options,
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  t.teardown(() => new Promise<void>((resolve) => server.close(resolve)));
  return { port: (server.server.address() as { port: number }).port, received, connections };
}

function asError({ code, text }: SmtpReply): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** What a scripted server does upon a line: answers, says nothing more, or ends the connection. */
export type ScriptStep = string | 'hang' | 'close';

/**
 * A server that keeps to SMTP only as far as the script says: for what no well-behaved server does. The script
 * sees each command line, and `.` for the end of the message.
 */
export async function startScriptedSmtpServer(
  t: Teardown,
  script: (line: string, socket: Socket) => ScriptStep,
  greeting: ScriptStep = '220 ready',
): Promise<{ port: number; lines: string[] }> {
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const act = (step: ScriptStep) => {
      if (step === 'close') socket.destroy();
      else if (step !== 'hang') socket.write(`${step}\r\n`);
    };
    let buffered = '';
    let isInData = false;
    socket.on('data', (bytes) => {
      buffered += bytes.toString('utf8');
      const whole = buffered.split('\r\n');
      buffered = whole.pop() ?? '';
      for (const line of whole) {
        if (isInData && line !== '.') continue;
        isInData = false;
        lines.push(line);
        const step = script(line, socket);
        isInData = line === 'DATA' && step.startsWith('354');
        act(step);
      }
    });
    act(greeting);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as { port: number }).port, lines };
}

/** The answers of a server that accepts everything. */
export function willing(line: string): ScriptStep {
  if (line.startsWith('EHLO')) return '250 test';
  if (line === 'DATA') return '354 go on';
  if (line === 'QUIT') return '221 bye';
  return '250 ok';
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createMailQueue, type MailQueue } from '@countersign/outbox/queue';
import { createLogger } from '@countersign/runtime';
import { generateKeyPairJwks, parseKeyring } from '@countersign/sealing';
import {
  databaseSettings,
  eventually,
  serviceFiles,
  TEST_PASSWORDS,
  type TestDatabase,
  testDatabase,
} from '@countersign/testing';
import type { Test } from 'tap';
import { type TestOutbox, testOutbox } from './test-outbox.ts';

export type MailerProcess = {
  readonly process: ChildProcess;
  readonly exited: Promise<[code: number | null, signal: string | null]>;
  output(): string;
};

export type MailerStage = {
  readonly outbox: TestOutbox;
  readonly queue: MailQueue;
  /** Any command of the mailer, with a whole configuration and these changes to it. */
  run(t: Test, script: string, args: string[], env?: Record<string, string>): MailerProcess;
  /** `main.ts`, waited for until it is up. */
  startMailer(t: Test, smtpPort: number): Promise<MailerProcess & { readonly healthPort: number }>;
  /** Does the relay's part for these messages until the test ends. */
  relay(t: Test, ids: readonly string[]): void;
};

/** Everything a real mailer process needs: database, keyrings and passwords in files. */
export async function mailerStage(t: Test): Promise<MailerStage> {
  const database = await testDatabase(t);
  const sealing = generateKeyPairJwks('X25519', 'mailer-1');
  const signing = generateKeyPairJwks('Ed25519', 'signing-1');
  const outbox = await testOutbox(database, {
    sealToMailer: parseKeyring(sealing.publicJwks, 'seal'),
    sign: parseKeyring(signing.privateJwks, 'sign'),
  });
  const relayUrl = database.url('countersign_keys');
  const queue = createMailQueue({ kind: 'postgres', url: relayUrl }, createLogger('test', 'silent'));
  t.teardown(() => queue.close());
  const env = configuration(t, database, sealing.privateJwks, signing.publicJwks);

  const run: MailerStage['run'] = (t, script, args, changes) => {
    const path = new URL(script, import.meta.url).pathname;
    const child = spawn(process.execPath, [path, ...args], {
      env: { ...env, ...changes },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes) => {
        output += bytes;
      });
    }
    const exited = once(child, 'exit') as MailerProcess['exited'];
    t.teardown(async () => {
      child.kill('SIGKILL');
      await exited;
    });
    return { process: child, exited, output: () => output };
  };

  return {
    outbox,
    queue,
    run,
    async startMailer(t, smtpPort) {
      const mailer = run(t, './main.ts', [], { SMTP_PORT: String(smtpPort) });
      const healthPort = await eventually('the mailer is up', () => {
        if (mailer.process.exitCode !== null) throw new Error(mailer.output());
        return Number(/"healthPort":(\d+)/.exec(mailer.output())?.[1]) || null;
      });
      return { ...mailer, healthPort };
    },
    relay(t, ids) {
      const timer = setInterval(async () => {
        for (const id of ids) {
          const { state, due_in: dueIn } = await outbox.row(id);
          if (state === 'pending' && dueIn <= 0) await queue.announce(await outbox.dispatch(id));
        }
      }, 250);
      t.teardown(() => clearInterval(timer));
    },
  };
}

function configuration(t: Test, database: TestDatabase, sealingKeyring: string, signingKeyring: string) {
  const files = serviceFiles(t);
  return {
    PATH: process.env.PATH,
    ...databaseSettings(
      database,
      'countersign_mailer',
      files.write('password', TEST_PASSWORDS.countersign_mailer),
    ),
    MAILER_SEALING_PRIVATE_KEYRING_FILE: files.write('sealing', sealingKeyring),
    SIGNING_PUBLIC_KEYRING_FILE: files.write('signing', signingKeyring),
    MAILER_PORT: '0',
    SMTP_HOST: '127.0.0.1',
    SMTP_TLS: 'off',
    MAIL_FROM: 'keys@example.com',
    CONSOLE_ORIGIN: 'https://keys.example.com',
  };
}

import { randomUUID } from 'node:crypto';
import { sealMail, signMail } from '@countersign/outbox';
import { createLogger } from '@countersign/runtime';
import { eventually, freePort, testDatabase, testKeyrings } from '@countersign/testing';
import t, { type Test } from 'tap';
import { TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from '../test-certificate.ts';
import { TEST_CONFIRMATION, TEST_CONTEXT, TEST_TOKEN, testOutbox } from '../test-outbox.ts';
import { startScriptedSmtpServer, startTestSmtpServer, willing } from '../test-smtp-server.ts';
import { DELIVERY_TIMING, type DeliveryDeps, deliverMail } from './deliver-mail.ts';
import { createSmtp, type SmtpSettings } from './smtp-adapter.ts';

const outbox = await testOutbox(await testDatabase(t));
const FROM = { name: 'Countersign', address: 'keys@mail.example.com' };

type Log = { level: string; msg: string } & Record<string, unknown>;

function setUp(t: Test, port: number, settings: Partial<SmtpSettings> = {}) {
  const smtp = createSmtp(
    {
      host: '127.0.0.1',
      port,
      tls: 'off',
      credentials: null,
      ca: null,
      maxConnections: 2,
      maxPerSecond: 1_000,
      ...settings,
    },
    FROM,
  );
  t.teardown(() => smtp.close());
  const logs: Log[] = [];
  const stopping = new AbortController();
  const deps: DeliveryDeps = {
    db: outbox.db,
    smtp,
    keyrings: outbox.keyrings,
    context: TEST_CONTEXT,
    logger: createLogger('test', 'info', { write: (line) => logs.push(JSON.parse(line)) }),
    stopping: stopping.signal,
    timing: { ...DELIVERY_TIMING, renewEveryMs: 200 },
  };
  return { deps, logs, stopping };
}

const alarms = (logs: Log[]) => logs.filter((log) => log.alarm !== undefined);

t.test('a mail arrives at its recipient, and its row says sent', async (t) => {
  const server = await startTestSmtpServer(t);
  const { deps } = setUp(t, server.port);
  const id = await outbox.put({ recipient: 'ada@example.com' });
  await deliverMail(deps, await outbox.dispatch(id));
  const [one] = server.received;
  t.match(one, { from: FROM.address, to: ['ada@example.com'] });
  t.equal(one?.mail.messageId, `<${id}@mail.example.com>`);
  t.equal(one?.mail.headers.get('auto-submitted'), 'auto-generated');
  t.match(
    one?.mail.text,
    `https://keys.example.com/confirm#creation=${TEST_CONFIRMATION.payload.creationId}&token=${TEST_TOKEN}`,
  );
  t.match(one?.mail.html, /Create API Key/);
  t.strictSame(one?.mail.attachments, []);
  t.match(await outbox.row(id), { state: 'sent', attempts: 1, failure: null, claimed_until: null });
  t.ok((await outbox.row(id)).sent_at instanceof Date);
});

t.test('F5: the same wake-up twice, or many at once, sends one mail', async (t) => {
  const server = await startTestSmtpServer(t);
  const { deps } = setUp(t, server.port);
  const job = await outbox.dispatch(await outbox.put());
  await Promise.all(Array.from({ length: 20 }, () => deliverMail(deps, job)));
  await deliverMail(deps, job);
  t.equal(server.received.length, 1);
  t.equal((await outbox.row(job.outboxId)).attempts, 1);
});

t.test('an old announcement sends nothing once there is a later one', async (t) => {
  const server = await startTestSmtpServer(t);
  const { deps } = setUp(t, server.port);
  const id = await outbox.put();
  const old = await outbox.dispatch(id);
  const latest = await outbox.dispatch(id);
  await deliverMail(deps, old);
  t.equal(server.received.length, 0);
  await deliverMail(deps, latest);
  t.equal(server.received.length, 1);
});

t.test('what is expired, withdrawn, sent, failed or unknown is not mailed', async (t) => {
  const server = await startTestSmtpServer(t);
  const { deps } = setUp(t, server.port);
  const expired = await outbox.put({ lifeSeconds: -1 });
  await deliverMail(deps, await outbox.dispatch(expired));
  for (const state of ['withdrawn', 'expired', 'sent', 'failed']) {
    const job = await outbox.dispatch(await outbox.put());
    await outbox.sql('update outbox_messages set state = $2 where id = $1', [job.outboxId, state]);
    await deliverMail(deps, job);
    t.match(await outbox.row(job.outboxId), { state, attempts: 0 });
  }
  await deliverMail(deps, { outboxId: randomUUID(), dispatch: 1 });
  t.equal(server.received.length, 0);
});

t.test('KS-89: a row that the key service did not write is not sent, and raises an alarm', async (t) => {
  const server = await startTestSmtpServer(t);
  const { deps, logs } = setUp(t, server.port);
  const id = randomUUID();
  const notAfter = new Date(Date.now() + 60_000);
  const byStranger = sealMail(
    { id, recipient: 'ada@example.com', notAfter, mail: TEST_CONFIRMATION },
    { sealToMailer: outbox.keyrings.sealToMailer, sign: testKeyrings().sign },
  );
  const forgeries = {
    'own text': byStranger,
    'other recipient': { recipient: 'eve@example.net' },
    'old ciphertext under a new id': { id: randomUUID() },
    'later not-after': { notAfter: new Date(Date.now() + 86_400_000) },
    'other template': { template: 'already-registered' },
  };
  for (const [name, forge] of Object.entries(forgeries)) {
    logs.length = 0;
    const forged = await outbox.put({ forge });
    await deliverMail(deps, await outbox.dispatch(forged));
    t.match(await outbox.row(forged), { state: 'failed', failure: 'not-genuine', attempts: 1 }, name);
    t.equal(alarms(logs).length, 1, `${name}: alarm`);
  }
  t.equal(server.received.length, 0);
});

t.test('a mail sealed to a key that this mailer lacks waits for the key', async (t) => {
  const server = await startTestSmtpServer(t);
  const { deps, logs } = setUp(t, server.port);
  const {
    signature: _,
    signingKeyId: __,
    ...content
  } = sealMail(
    {
      id: randomUUID(),
      recipient: 'ada@example.com',
      notAfter: new Date(Date.now() + 60_000),
      mail: TEST_CONFIRMATION,
    },
    outbox.keyrings,
  );
  const id = await outbox.put({ forge: signMail({ ...content, kekId: 'mailer-2' }, outbox.keyrings.sign) });
  await deliverMail(deps, await outbox.dispatch(id));
  t.match(await outbox.row(id), { state: 'pending', failure: 'unknown-sealing-key' });
  t.equal(alarms(logs).length, 1);
});

t.test(
  'a mail that this version cannot put into words waits, and its content stays out of the log',
  async (t) => {
    const server = await startTestSmtpServer(t);
    const { deps, logs } = setUp(t, server.port);
    const payload = { ...TEST_CONFIRMATION.payload, permissions: ['future:write'] };
    const id = await outbox.put({ mail: { template: 'key-confirmation', payload } as never });
    await deliverMail(deps, await outbox.dispatch(id));
    t.match(await outbox.row(id), { state: 'pending', failure: 'not-composable' });
    t.equal(server.received.length, 0);
    t.notMatch(JSON.stringify(logs), TEST_TOKEN);
  },
);

t.test('KS-70, KS-71: an address that is more than one plain address is not mailed at all', async (t) => {
  const server = await startTestSmtpServer(t);
  const { deps } = setUp(t, server.port);
  for (const recipient of [
    '"evil@evil.com x"@example.com',
    'u@example.com <evil@evil.com>',
    'g: evil@evil.com;',
    'a@example.com,evil@evil.com',
    'a@example.com\r\nBcc: evil@evil.com',
    'a(comment)@example.com',
    'a@[127.0.0.1]',
  ]) {
    const id = await outbox.put({ recipient });
    await deliverMail(deps, await outbox.dispatch(id));
    t.match(await outbox.row(id), { state: 'failed', failure: 'not-one-address' }, recipient);
  }
  t.equal(server.received.length, 0);
});

t.test('KS-67, KS-68: a label is text, in one line, whatever it holds', async (t) => {
  const server = await startTestSmtpServer(t);
  const { deps } = setUp(t, server.port);
  const label = '<img src=x onerror=alert(1)>\r\nBcc: eve@example.net\r\n\r\nHi \u202Eevil';
  const payload = { ...TEST_CONFIRMATION.payload, label };
  await deliverMail(
    deps,
    await outbox.dispatch(await outbox.put({ mail: { template: 'key-confirmation', payload } })),
  );
  const [one] = server.received;
  t.strictSame(one?.to, ['ada@example.com']);
  t.notOk(one?.mail.headers.has('bcc'));
  t.notMatch(one?.mail.html, /<img/);
  t.match(one?.mail.html, '&lt;img src=x onerror=alert(1)&gt;');
  t.notMatch(`${one?.mail.html}${one?.mail.text}`, /\u202E|^Bcc:/m);
});

t.test('F10: 4yz is tried again later, ever later; 5yz is final at once', async (t) => {
  const codes = new Map<string, number>();
  const server = await startTestSmtpServer(t, {
    onRecipient: (address) => {
      const code = codes.get(address);
      return code === undefined ? null : { code, text: `no, and by the way: ${TEST_TOKEN}` };
    },
  });
  const { deps, logs } = setUp(t, server.port);
  for (const code of [421, 450, 451, 452]) {
    const recipient = `user${code}@example.com`;
    codes.set(recipient, code);
    const id = await outbox.put({ recipient });
    await deliverMail(deps, await outbox.dispatch(id));
    const row = await outbox.row(id);
    t.match(row, { state: 'pending', failure: new RegExp(`^E[A-Z]+ ${code}$`) });
    t.ok(row.due_in > 0.5 && row.due_in <= 2, `${code}: due in a second or two`);
    codes.delete(recipient);
    await deliverMail(deps, await outbox.dispatch(id));
    t.match(await outbox.row(id), { state: 'sent', attempts: 2, failure: null });
  }
  for (const code of [550, 553, 554]) {
    const recipient = `user${code}@example.com`;
    codes.set(recipient, code);
    const id = await outbox.put({ recipient });
    await deliverMail(deps, await outbox.dispatch(id));
    t.match(await outbox.row(id), { state: 'failed', attempts: 1, failure: `EENVELOPE ${code}` });
  }
  t.notMatch(JSON.stringify(logs), TEST_TOKEN, 'what the server wrote is in no log');
});

t.test('a refusal after the message itself counts the same', async (t) => {
  const replies = [
    { code: 452, text: 'no room' },
    { code: 554, text: 'no' },
  ];
  const server = await startTestSmtpServer(t, { onMail: async () => replies.shift() ?? null });
  const { deps } = setUp(t, server.port);
  const [later, never] = [await outbox.put(), await outbox.put()];
  await deliverMail(deps, await outbox.dispatch(later));
  await deliverMail(deps, await outbox.dispatch(never));
  t.match(await outbox.row(later), { state: 'pending', failure: 'EMESSAGE 452' });
  t.match(await outbox.row(never), { state: 'failed', failure: 'EMESSAGE 554' });
});

t.test('F9, F31: a server that is away or has no name costs an attempt, not the mail', async (t) => {
  const { deps } = setUp(t, await freePort());
  const id = await outbox.put();
  for (let attempt = 1; attempt <= 8; attempt++) {
    await deliverMail(deps, await outbox.dispatch(id));
    const { state, failure, due_in: dueIn } = await outbox.row(id);
    t.equal(state, 'pending');
    t.match(failure, /^E[A-Z]+$/);
    t.ok(dueIn <= 60, 'never more than a minute');
    if (attempt === 8) t.ok(dueIn > 28, 'but ever more rarely');
  }
  const nameless = setUp(t, 25, { host: 'no-such-host.invalid' });
  await deliverMail(nameless.deps, await outbox.dispatch(id));
  t.match(await outbox.row(id), { state: 'pending', failure: /^E(DNS|SOCKET|CONNECTION)$/ });
});

t.test(
  'F11: a connection that closes after the final dot is tried again under the same Message-ID',
  async (t) => {
    const rude = await startScriptedSmtpServer(t, (line) => (line === '.' ? 'close' : willing(line)));
    const id = await outbox.put();
    await deliverMail(setUp(t, rude.port).deps, await outbox.dispatch(id));
    t.match(await outbox.row(id), { state: 'pending', failure: 'ECONNECTION' });
    t.equal(rude.lines.filter((line) => line === '.').length, 1, 'no hidden second try');
    const server = await startTestSmtpServer(t);
    await deliverMail(setUp(t, server.port).deps, await outbox.dispatch(id));
    t.equal(server.received[0]?.mail.messageId, `<${id}@mail.example.com>`);
  },
);

t.test('F11: a server that never answers, or a byte at a time, costs the deadline and no more', async (t) => {
  const dripping = await startScriptedSmtpServer(t, (line, socket) => {
    if (line !== '.') return willing(line);
    const drip = setInterval(() => socket.write('2'), 100);
    socket.on('close', () => clearInterval(drip));
    return 'hang';
  });
  const silent = await startScriptedSmtpServer(t, (line) => (line === '.' ? 'hang' : willing(line)));
  const greetless = await startScriptedSmtpServer(t, willing, 'hang');
  for (const { port } of [dripping, silent, greetless]) {
    const { deps } = setUp(t, port);
    const id = await outbox.put();
    const begun = performance.now();
    const timing = { ...deps.timing, sendDeadlineMs: 1_000 };
    await deliverMail({ ...deps, timing }, await outbox.dispatch(id));
    t.ok(performance.now() - begun < 5_000);
    t.match(await outbox.row(id), { state: 'pending', failure: 'EABORT' });
  }
});

t.test(
  'F11, F29: while a slow server takes its time the claim is kept, and withdrawing breaks the hand-over off',
  async (t) => {
    const mute = await startScriptedSmtpServer(t, (line) => (line === 'DATA' ? 'hang' : willing(line)));
    const { deps } = setUp(t, mute.port);
    const id = await outbox.put();
    const job = await outbox.dispatch(id);
    const delivery = deliverMail(deps, job);
    const claimed = await eventually('the claim', async () => (await outbox.row(id)).claimed_until);
    await deliverMail(deps, job);
    t.equal((await outbox.row(id)).attempts, 1, 'nobody else takes it');
    await eventually('the renewal', async () => ((await outbox.row(id)).claimed_until as Date) > claimed);
    await outbox.sql(`update outbox_messages set state = 'withdrawn' where id = $1`, [id]);
    await delivery;
    t.equal((await outbox.row(id)).state, 'withdrawn');
  },
);

t.test('a stop breaks off what hangs and gives the message back for another try', async (t) => {
  const mute = await startScriptedSmtpServer(t, willing, 'hang');
  const { deps, stopping } = setUp(t, mute.port);
  const id = await outbox.put();
  const delivery = deliverMail(deps, await outbox.dispatch(id));
  await eventually('the claim', async () => (await outbox.row(id)).claimed_until);
  stopping.abort();
  await delivery;
  const row = await outbox.row(id);
  t.match(row, { state: 'pending', failure: 'EABORT' });
  t.ok(row.due_in <= 2);
});

t.test('F29: a mailer whose claim was taken over cannot record its own outcome', async (t) => {
  const gate = Promise.withResolvers<null>();
  const server = await startTestSmtpServer(t, { onMail: () => gate.promise });
  const { deps } = setUp(t, server.port);
  const id = await outbox.put();
  const delivery = deliverMail(deps, await outbox.dispatch(id));
  await eventually('the claim', async () => (await outbox.row(id)).claimed_until);
  // As if this process had been frozen past its claim and another mailer were at work.
  await outbox.sql(`update outbox_messages set attempts = attempts + 1, failure = 'theirs' where id = $1`, [
    id,
  ]);
  gate.resolve(null);
  await delivery;
  t.match(await outbox.row(id), { state: 'pending', attempts: 2, failure: 'theirs' });
});

t.test(
  'F12: without STARTTLS, or with a certificate that is not trusted, nothing is sent in the clear',
  async (t) => {
    const plain = await startScriptedSmtpServer(t, (line) =>
      line === 'STARTTLS' ? '502 unknown' : willing(line),
    );
    const refusing = await startScriptedSmtpServer(t, (line) => {
      if (line.startsWith('EHLO')) return '250-test\r\n250 STARTTLS';
      return line === 'STARTTLS' ? '454 not now' : willing(line);
    });
    // The library's own certificate: nobody trusts it.
    const untrusted = await startTestSmtpServer(t, { options: { hideSTARTTLS: false, logger: false } });
    for (const [name, port] of Object.entries({
      plain: plain.port,
      refusing: refusing.port,
      untrusted: untrusted.port,
    })) {
      const { deps, logs } = setUp(t, port, { tls: 'required' });
      const id = await outbox.put();
      await deliverMail(deps, await outbox.dispatch(id));
      t.match(await outbox.row(id), { state: 'pending', failure: /^ETLS/ }, name);
      t.equal(alarms(logs).length, 1, `${name}: alarm`);
    }
    const spoken = [...plain.lines, ...refusing.lines];
    t.notOk(
      spoken.some((line) => /^(MAIL|RCPT|DATA|AUTH)/.test(line)),
      'not even an envelope',
    );
    t.equal(untrusted.received.length, 0);
  },
);

t.test('with STARTTLS and a trusted certificate the mail and the sign-in go through TLS', async (t) => {
  const seen: { secure: boolean; user: string | undefined }[] = [];
  const server = await startTestSmtpServer(t, {
    options: {
      hideSTARTTLS: false,
      authOptional: false,
      key: TEST_CERTIFICATE_KEY,
      cert: TEST_CERTIFICATE,
      onAuth(auth, session, done) {
        seen.push({ secure: session.secure, user: auth.username });
        done(auth.password === 'right' ? null : new Error('wrong password'), { user: auth.username });
      },
    },
  });
  const settings = { tls: 'required', ca: TEST_CERTIFICATE } as const;
  const id = await outbox.put();
  const wrong = setUp(t, server.port, { ...settings, credentials: { user: 'mailer', password: 'wrong' } });
  await deliverMail(wrong.deps, await outbox.dispatch(id));
  t.match(await outbox.row(id), { state: 'pending', failure: 'EAUTH 535' }, 'a wrong password fails no mail');
  t.equal(alarms(wrong.logs).length, 1);
  const right = setUp(t, server.port, { ...settings, credentials: { user: 'mailer', password: 'right' } });
  await deliverMail(right.deps, await outbox.dispatch(id));
  t.equal((await outbox.row(id)).state, 'sent');
  t.ok(seen.every(({ secure }) => secure));
});

import fc from 'fast-check';
import t from 'tap';
import { createTestApp, type TestApp, type TestOwner, timeStep, totpCode } from '../http/test-app.ts';
import { someAddress, type TestAnswer } from '../http/test-browser.ts';
import type { KeyCreationState } from './states.ts';
import { beginCreation, readAsGateway, sameSessionElsewhere, type TestCreation } from './test-creation.ts';

// Random walks through a creation over the real API and database, beside a model that is written from the rules
// and not from the transition table.

/** What the rules say there should be. */
type Model = {
  state: KeyCreationState;
  attempts: number;
  mails: number;
  isUsed: boolean;
  isRevoked: boolean;
  version: number;
};

type System = {
  readonly app: TestApp;
  readonly creation: TestCreation;
  keyId: string | null;
  secrets: Set<string>;
};
type Step = fc.AsyncCommand<Model, System>;

const post = ({ creation }: System, step: string, body?: object, browser = creation.owner.browser) =>
  browser.request('POST', creation.url(step), { body, ip: someAddress() });

/** A step whose answer the model predicts. */
function step(
  name: string,
  act: (system: System) => Promise<TestAnswer>,
  predict: (model: Model) => number,
  after: (model: Model, system: System, answer: TestAnswer) => void = () => {},
): Step {
  return {
    check: () => true,
    toString: () => name,
    async run(model, system) {
      const expected = predict(model);
      const answer = await act(system);
      if (answer.status !== expected) {
        throw new Error(
          `${name} in ${model.state}: expected ${expected}, got ${answer.status} ${answer.text}`,
        );
      }
      after(model, system, answer);
      await compare(model, system);
    },
  };
}

const ENDED: Partial<Record<KeyCreationState, number>> = { cancelled: 410, expired: 410, refused: 403 };
const isOpen = ({ state }: Model) => state === 'awaiting_second_factor' || state === 'awaiting_confirmation';
const canCancel = (model: Model) => isOpen(model) || model.state === 'revealed';
const isRevealable = ({ state }: Model) => state === 'awaiting_confirmation' || state === 'revealed';

/** What a reveal step answers when creation, token and browser are all right. */
const revealStatus = (model: Model) =>
  ENDED[model.state] ??
  (model.state === 'completed' || (model.state === 'revealed' && model.isRevoked)
    ? 410
    : isRevealable(model)
      ? 201
      : 409);

const passSecondFactor = step(
  'pass the second factor',
  (system) => post(system, 'second-factor', { secondFactor: system.creation.owner.freshSecondFactor() }),
  (model) => ENDED[model.state] ?? (model.state === 'awaiting_second_factor' ? 200 : 409),
  (model) => {
    if (model.state !== 'awaiting_second_factor') return;
    Object.assign(model, { state: 'awaiting_confirmation', attempts: model.attempts + 1, mails: 1 });
  },
);

const failSecondFactor = step(
  'fail the second factor',
  (system) => post(system, 'second-factor', { secondFactor: wrongCode(system) }),
  (model) => ENDED[model.state] ?? (model.state === 'awaiting_second_factor' ? 403 : 409),
  (model) => {
    if (model.state !== 'awaiting_second_factor') return;
    model.attempts++;
    if (model.attempts === 5) model.state = 'refused';
  },
);

function wrongCode({ app, creation }: System) {
  const now = timeStep(app.clock.now());
  const right = [-1, 0, 1].map((offset) => totpCode(creation.owner.totpSecret, now + offset));
  return {
    method: 'totp',
    code: ['000000', '111111', '222222', '333333'].find((code) => !right.includes(code)),
  };
}

const resend = step(
  'resend the mail',
  (system) => post(system, 'confirmation-email'),
  (model) =>
    ENDED[model.state] ?? (model.state === 'awaiting_confirmation' ? (model.mails < 3 ? 202 : 429) : 409),
  (model) => {
    if (model.state === 'awaiting_confirmation' && model.mails < 3) model.mails++;
  },
);

/** The right token once there is one; before that there is none to be right. */
const token = (system: System) => system.creation.token().catch(() => 'A'.repeat(43));

const confirm = step(
  'confirm',
  async (system) => post(system, 'confirmation', { token: await token(system) }),
  revealStatus,
  (model, system, { status, body }) => {
    if (status !== 201) return;
    if (model.state === 'revealed') model.version++;
    model.state = 'revealed';
    if (system.secrets.has(body.secret)) throw new Error('a secret was given twice');
    if (system.keyId !== null && system.keyId !== body.apiKey.id) throw new Error('a second key was made');
    system.secrets.add(body.secret);
    system.keyId = body.apiKey.id;
  },
);

const confirmWrongToken = step(
  'confirm with a wrong token',
  (system) => post(system, 'confirmation', { token: 'B'.repeat(43) }),
  (model) => (isRevealable(model) ? 403 : revealStatus(model)),
);

const confirmElsewhere = step(
  'confirm in another browser',
  async (system) => {
    const elsewhere = sameSessionElsewhere(system.app, system.creation.owner);
    return post(system, 'confirmation', { token: await token(system) }, elsewhere);
  },
  (model) => (isRevealable(model) ? 409 : revealStatus(model)),
);

const acknowledge = step(
  'acknowledge',
  (system) => post(system, 'acknowledgement'),
  (model) =>
    ENDED[model.state] ?? (model.state === 'completed' ? 410 : model.state === 'revealed' ? 204 : 409),
  (model) => {
    if (model.state === 'revealed') model.state = 'completed';
  },
);

const cancel = step(
  'cancel',
  ({ creation }) => creation.owner.browser.request('DELETE', creation.url(), { ip: someAddress() }),
  (model) => (canCancel(model) || model.state === 'cancelled' ? 204 : (ENDED[model.state] ?? 409)),
  (model) => {
    if (!canCancel(model)) return;
    // A key whose secret is being shown goes with its creation.
    if (model.state === 'revealed' && !model.isRevoked)
      Object.assign(model, { isRevoked: true, version: model.version + 1 });
    model.state = 'cancelled';
  },
);

/** What happens outside the API: time passes, the key is used or revoked. */
function happening(
  name: string,
  isPossible: (model: Model) => boolean,
  act: (system: System) => Promise<unknown>,
  after: (model: Model) => void,
): Step {
  return {
    check: isPossible,
    toString: () => name,
    async run(model, system) {
      await act(system);
      after(model);
      await compare(model, system);
    },
  };
}

const expire = happening(
  'the time of the creation runs out',
  isOpen,
  ({ app, creation }) =>
    app.database.query(`update key_creations set expires_at = now() where id = $1`, [creation.id]),
  (model) => {
    model.state = 'expired';
  },
);

const closeWindow = happening(
  'the reveal window closes',
  ({ state }) => state === 'revealed',
  ({ app, creation }) =>
    app.database.query(`update key_creations set reveal_until = now() where id = $1`, [creation.id]),
  (model) => {
    model.state = 'completed';
  },
);

const use = happening(
  'the key is used',
  ({ state, isUsed }) => state === 'revealed' && !isUsed,
  ({ app, keyId }) => app.database.query('update key_states set last_nonce = 9 where key_id = $1', [keyId]),
  (model) => {
    model.isUsed = true;
    model.state = 'completed';
  },
);

const revoke = happening(
  'the key is revoked',
  ({ state, isRevoked }) => !isRevoked && (state === 'revealed' || state === 'completed'),
  ({ creation, keyId }) => creation.owner.browser.post(`/v1/keys/${keyId}/revocation`, {}),
  (model) => {
    model.isRevoked = true;
    model.version++;
  },
);

/** The system as everybody sees it, against the model: the API, the tables, the signed record. */
async function compare(model: Model, { app, creation, keyId }: System): Promise<void> {
  const { body } = await creation.owner.browser.request('GET', creation.url(), { ip: someAddress() });
  const seen = [body.state, 5 - body.attemptsLeft, 3 - (body.mail?.resendsLeft ?? 3), body.keyId];
  const expected = [model.state, model.attempts, model.mails, keyId];
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    throw new Error(`the system is at ${JSON.stringify(seen)}, the model at ${JSON.stringify(expected)}`);
  }
  const keys = await app.database.query('select key_id from api_keys where creation_id = $1', [creation.id]);
  if (keys.length !== (keyId === null ? 0 : 1)) throw new Error(`${keys.length} keys`);
  if (keyId === null) return;
  const { record, state } = await readAsGateway(app, keyId);
  const status = model.isRevoked ? 'revoked' : 'active';
  if (record.version !== model.version || state.version !== model.version) throw new Error('versions differ');
  if (record.status !== status || state.status !== status) throw new Error('status differs');
}

t.test('P3: whatever a person, a stranger and the clock do, a creation is where the rules say', async (t) => {
  const app = await createTestApp(t, { settings: { limits: 'relaxed-on-loopback' } });
  const owner: TestOwner = await app.signInWithTotp();
  const visited = new Map<string, number>();
  const steps = [
    ...[passSecondFactor, passSecondFactor, failSecondFactor, resend, confirm, confirm],
    ...[confirmWrongToken, confirmElsewhere, acknowledge, cancel, expire, closeWindow, use, revoke],
  ];
  // Walks begin in every part of the flow, or most would end before they get to the reveal.
  const anyStart = fc.constantFrom([], [passSecondFactor], [passSecondFactor, confirm]);
  const anySteps = fc.commands(
    steps.map((one) => fc.constant(one)),
    { maxCommands: 12, size: 'max' },
  );
  const walk = fc.asyncProperty(anyStart, anySteps, async (start, commands) => {
    const creation = await beginCreation(app, owner);
    const model: Model = {
      state: 'awaiting_second_factor',
      attempts: 0,
      mails: 0,
      isUsed: false,
      isRevoked: false,
      version: 1,
    };
    const system: System = { app, creation, keyId: null, secrets: new Set() };
    for (const one of start) await one.run(model, system);
    await fc.asyncModelRun(() => ({ model, real: system }), commands);
    visited.set(model.state, (visited.get(model.state) ?? 0) + 1);
  });
  await fc.assert(walk, {
    numRuns: 60,
    endOnFailure: true,
    includeErrorInReport: true,
    interruptAfterTimeLimit: 60_000,
  });
  t.ok(visited.size >= 4, `walks ended in ${[...visited].join(' ')}`);
});

import { inTransaction } from '@countersign/database';
import t from 'tap';
import { createTestApp } from '../http/test-app.ts';
import { moveKeyCreation } from './key-creation-store.ts';
import { KEY_CREATION_STATES } from './states.ts';
import { beginCreation } from './test-creation.ts';

const app = await createTestApp(t);
const owner = await app.signInWithTotp();

t.test('a state moves only from the state it is in: zero rows is a lost race', async (t) => {
  const { id } = await beginCreation(app, owner);
  const state = async () =>
    (await app.database.query<{ state: string }>('select state from key_creations where id = $1', [id]))[0]
      ?.state;
  for (const from of KEY_CREATION_STATES.filter((other) => other !== 'awaiting_second_factor')) {
    const move = inTransaction(app.deps.db, (trx) => moveKeyCreation(trx, { id, from, to: 'revealed' }));
    await t.rejects(move, { code: 'creation-state-conflict' }, from);
    t.equal(await state(), 'awaiting_second_factor');
  }
  await inTransaction(app.deps.db, (trx) =>
    moveKeyCreation(trx, { id, from: 'awaiting_second_factor', to: 'cancelled' }),
  );
  t.equal(await state(), 'cancelled');
});

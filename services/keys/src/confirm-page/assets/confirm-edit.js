import { call } from './api.js';
import { actionButton, h, show, timeInWords } from './dom.js';
import { keySummary } from './key-summary.js';
import { showRefused } from './refused.js';

const REFUSALS = {
  applied: 'edit-already-applied',
  cancelled: 'edit-cancelled',
  expired: 'edit-expired',
  outdated: 'edit-outdated',
};

/** The link of an edit that gives a key `withdraw`. Opening it changes nothing: a press of the button does. */
export async function startEdit({ edit: id, token }) {
  const retry = () => startEdit({ edit: id, token });
  const link = `${location.origin}/confirm#edit=${id}&token=${token}`;
  const refused = (answer) => showRefused(answer, { retry, link });
  const [edit, catalogue] = await Promise.all([
    call('GET', `/v1/key-edits/${id}`),
    call('GET', '/v1/permissions'),
  ]);
  if (!edit.ok) return refused(edit);
  const code = REFUSALS[edit.body.state];
  if (code !== undefined) return refused({ code });
  const confirm = async () => {
    const answer = await call('POST', `/v1/key-edits/${id}/confirmation`, { token });
    if (answer.ok) showApplied(answer.body.apiKey);
    else refused(answer);
  };
  show(
    'Change this API key?',
    h('p', {}, 'This is what the key will be. It is changed when you press the button, and not before.'),
    h('p', { class: 'soft' }, 'Key ID: ', h('code', {}, edit.body.keyId)),
    keySummary(edit.body, catalogue.ok ? catalogue.body : null),
    actionButton('Update Permissions', confirm, { id: 'update' }),
    h('p', { class: 'soft small' }, `The link works until ${timeInWords(edit.body.expiresAt)}.`),
  );
}

function showApplied({ id }) {
  show(
    'Done',
    h('p', {}, 'The key was changed. Its secret stays the same, and the change is in force.'),
    h('p', { class: 'soft' }, 'Key ID: ', h('code', {}, id)),
    h('p', { class: 'soft' }, 'You can close this page.'),
  );
}

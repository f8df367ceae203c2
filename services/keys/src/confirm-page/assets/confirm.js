import { call } from './api.js';
import { startEdit } from './confirm-edit.js';
import { actionButton, h, show, timeInWords } from './dom.js';
import { readFields, takeFragment } from './fragment.js';
import { keySummary } from './key-summary.js';
import { showRefused } from './refused.js';
import { reveal } from './reveal.js';

// The page behind the links of confirmation mails. Opening it changes nothing: a press of the button does.

/** Creation or edit, and token of the link, in memory only: gone with the page. */
let current = takeFragment();

/** What to show for a creation as it stands; any other state is a refusal that the page already has words for. */
const REFUSALS = {
  awaiting_second_factor: 'creation-state-conflict',
  completed: 'reveal-closed',
  cancelled: 'creation-cancelled',
  expired: 'creation-expired',
  refused: 'creation-refused',
};

const isWhole = ({ creation, edit, token }) => token !== null && (creation !== null || edit !== null);

async function start() {
  if (!isWhole(current)) return askForLink();
  if (current.edit !== null) return startEdit(current);
  const [creation, catalogue] = await Promise.all([
    call('GET', `/v1/key-creations/${current.creation}`),
    call('GET', '/v1/permissions'),
  ]);
  if (!creation.ok) return refused(creation, start);
  const code = REFUSALS[creation.body.state];
  if (code !== undefined) return refused({ code }, start);
  const words = catalogue.ok ? catalogue.body : null;
  if (creation.body.state === 'revealed') offerAgain(creation.body, words);
  else offer(creation.body, words);
}

function refused(answer, retry) {
  const { creation, token } = current;
  showRefused(answer, { retry, link: `${location.origin}/confirm#creation=${creation}&token=${token}` });
}

function offer(creation, catalogue) {
  show(
    'Create this API key?',
    h('p', {}, 'This is what you asked for. The key is created when you press the button, and not before.'),
    keySummary(creation, catalogue),
    actionButton('Create API Key', confirm, { id: 'create' }),
    h('p', { class: 'soft small' }, `The link works until ${timeInWords(creation.expiresAt)}.`),
  );
}

/** The key exists, and its secret may never have arrived. */
function offerAgain(creation, catalogue) {
  show(
    'Show a fresh secret?',
    h(
      'p',
      {},
      `This key was created, and nobody has used it or said that the secret was saved. If you do not have the secret, the key can get a fresh one until ${timeInWords(creation.revealUntil)}.`,
    ),
    h('p', { class: 'notice warn' }, 'If you do have the secret, close this page: a fresh one ends it.'),
    keySummary(creation, catalogue),
    actionButton('Show a fresh secret', confirm, { id: 'create' }),
  );
}

async function confirm() {
  const { creation, token } = current;
  const answer = await call('POST', `/v1/key-creations/${creation}/confirmation`, { token });
  if (answer.ok) reveal(creation, answer.body);
  else refused(answer, start);
}

/** Nothing, or half a link: mail apps cut long ones. */
function askForLink() {
  const input = h('input', {
    id: 'link',
    type: 'text',
    inputmode: 'url',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: `${location.origin}/confirm#…`,
    'aria-describedby': 'link-fault',
  });
  const fault = h('p', { id: 'link-fault', class: 'fault', role: 'alert' });
  const onsubmit = (event) => {
    event.preventDefault();
    const pasted = readFields(input.value.trim());
    if (!isWhole(pasted)) {
      fault.textContent = 'That is not the whole link. It ends in “token=” and 43 characters.';
      return;
    }
    current = pasted;
    void start();
  };
  show(
    'Paste the link from the mail',
    h('p', {}, 'This page was opened without a link, or with a part of one only. Nothing was changed.'),
    h(
      'form',
      { onsubmit },
      h('label', { for: 'link' }, 'Link'),
      input,
      fault,
      h('button', { type: 'submit', class: 'primary' }, 'Go on'),
    ),
  );
}

// The link, opened again in this very tab: begin anew, and leave nothing of the view before.
addEventListener('hashchange', () => location.reload());

await start();

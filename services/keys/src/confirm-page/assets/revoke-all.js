import { call } from './api.js';
import { actionButton, h, show } from './dom.js';
import { takeFragment } from './fragment.js';

// The page behind the link of a security notice. A press of the button revokes; opening the page does not.

const { token } = takeFragment();

function offer() {
  if (token === null) return showIncomplete();
  show(
    'Revoke everything?',
    h('p', {}, 'Do this if somebody else may be in your account. You do not have to be signed in.'),
    h('h2', {}, 'One press of the button'),
    list(
      'revokes every API key of your account, at once and for good. Programs that use them stop working;',
      'ends every session, yours included;',
      'cancels every key creation, edit and change of address that is not finished.',
    ),
    h(
      'p',
      {},
      'Your password and your second factor stay as they are. Nothing can be created or changed this way.',
    ),
    actionButton('Revoke everything', revoke, { id: 'revoke', class: 'primary grave' }),
    h(
      'p',
      { class: 'soft small' },
      'Was it you, as the mail says? Then close this page: without the button nothing happens.',
    ),
  );
}

async function revoke() {
  const answer = await call('POST', '/v1/keys/revocation-by-link', { token });
  if (answer.ok) return answer.body.wasDoneBefore ? showDoneBefore() : showDone(answer.body);
  if (answer.code === 'revocation-link-invalid') return showInvalid();
  const isNetwork = answer.code === 'network';
  show(
    isNetwork ? 'No answer came' : answer.problem.title,
    h(
      'p',
      {},
      isNetwork
        ? 'Check your connection and try again. That is safe: if it was done already, the page will say so.'
        : answer.problem.detail,
    ),
    actionButton('Try again', revoke, { class: 'primary grave' }),
  );
}

function showDone({ revokedKeys, endedSessions, cancelledKeyCreations }) {
  show(
    'Done: everything is revoked',
    h(
      'dl',
      { class: 'facts' },
      ...fact('API keys revoked', revokedKeys),
      ...fact('Sessions ended', endedSessions),
      ...fact('Key creations cancelled', cancelledKeyCreations),
    ),
    ...nextSteps(),
  );
}

function showDoneBefore() {
  show(
    'This was done already',
    h(
      'p',
      {},
      'The button of this link was pressed before, and everything there was at that time is revoked. This press changed nothing.',
    ),
    h(
      'p',
      {},
      'If something happened after that, use the link of the mail that tells of it: each mail has its own.',
    ),
    ...nextSteps(),
  );
}

const nextSteps = () => [
  h('h2', {}, 'What to do now'),
  h(
    'ol',
    { class: 'steps' },
    h('li', {}, 'Change the password of your mailbox, if somebody else may read it.'),
    h('li', {}, 'Reset the password of your account: whoever knows it could sign in again.'),
    h('li', {}, 'Sign in, look at your second factors, and remove what is not yours.'),
    h('li', {}, 'Create new API keys for your programs.'),
  ),
];

function showInvalid() {
  show(
    'This link does not work any more',
    h('p', {}, 'It is more than a week old, or not whole. Nothing was changed.'),
    h(
      'p',
      {},
      'Use the link of a newer mail. Or sign in, and revoke your API keys and end the other sessions there.',
    ),
  );
}

function showIncomplete() {
  show(
    'This link is incomplete',
    h(
      'p',
      {},
      'Mail apps sometimes cut long links. Open it from the mail again, or copy all of it into the address bar. Nothing was changed.',
    ),
  );
}

const list = (...items) => h('ul', { class: 'steps' }, ...items.map((item) => h('li', {}, item)));
const fact = (name, value) => [h('dt', {}, name), h('dd', {}, String(value))];

addEventListener('hashchange', () => location.reload());

offer();

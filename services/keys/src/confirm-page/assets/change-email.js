import { call } from './api.js';
import { copyable } from './copyable.js';
import { actionButton, h, show } from './dom.js';
import { takeFragment } from './fragment.js';

// The page behind the link that a new address was mailed. A press of the button changes it; opening the page does not.

const { token } = takeFragment();

function offer() {
  if (token === null) return showIncomplete();
  show(
    'Use this address from now on?',
    h('p', {}, 'Press the button, in the browser where you asked for the change and are signed in.'),
    h(
      'p',
      { class: 'soft' },
      'It was not you who asked? Then close this page: without the button nothing happens.',
    ),
    actionButton('Change e-mail address', change, { id: 'change' }),
  );
}

async function change() {
  const answer = await call('POST', '/v1/users/email-change/confirmation', { token });
  if (answer.ok) return showChanged();
  if (answer.code === 'wrong-browser') return showWrongBrowser();
  const isNetwork = answer.code === 'network';
  show(
    isNetwork ? 'No answer came' : answer.problem.title,
    h('p', {}, isNetwork ? 'Check your connection and try again. That is safe.' : answer.problem.detail),
    answer.code !== 'email-change-token-invalid' && actionButton('Try again', change),
  );
}

function showChanged() {
  show(
    'Your address is changed',
    h('p', {}, 'Sign in with the new one from now on. Everything else that was signed in is signed out.'),
    h('p', { class: 'soft' }, 'You can close this page.'),
  );
}

function showWrongBrowser() {
  show(
    'Open this link in the other browser',
    h('p', {}, 'It works only in the browser where the change was asked for. Nothing was changed.'),
    copyable('link', `${location.origin}/change-email#token=${token}`, { class: 'value link' }),
  );
}

function showIncomplete() {
  show(
    'This link is incomplete',
    h(
      'p',
      {},
      'Mail apps sometimes cut long links. Open it from the mail again, or copy all of it into the address bar.',
    ),
  );
}

addEventListener('hashchange', () => location.reload());

offer();

import { call } from './api.js';
import { copyable } from './copyable.js';
import { actionButton, h, show } from './dom.js';
import { takeFragment } from './fragment.js';

// The page behind the link of the verification mail. A press of the button verifies; opening the page does not.

const { token } = takeFragment();

function offer() {
  if (token === null) return showIncomplete();
  show(
    'Verify your e-mail address',
    h('p', {}, 'Press the button to confirm that this mailbox is yours.'),
    h(
      'p',
      { class: 'soft' },
      'You did not register? Then close this page: without the button nothing happens.',
    ),
    actionButton('Verify e-mail address', verify, { id: 'verify' }),
  );
}

async function verify() {
  const answer = await call('POST', '/v1/users/email-verification', { token });
  if (answer.ok) return showVerified();
  if (answer.code === 'wrong-browser') return showWrongBrowser();
  const isNetwork = answer.code === 'network';
  show(
    isNetwork ? 'No answer came' : answer.problem.title,
    h('p', {}, isNetwork ? 'Check your connection and try again. That is safe.' : answer.problem.detail),
    answer.code !== 'verification-token-invalid' && actionButton('Try again', verify),
  );
}

function showVerified() {
  show(
    'Your address is verified',
    h('p', {}, 'Thank you. You can close this page and go on where you registered.'),
  );
}

function showWrongBrowser() {
  show(
    'Open this link in the other browser',
    h(
      'p',
      {},
      'This address was registered more than once, so the link works only in the browser that registered last. Nothing was changed.',
    ),
    copyable('link', `${location.origin}/verify-email#token=${token}`, { class: 'value link' }),
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

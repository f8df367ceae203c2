import { call } from './api.js';
import { h, show } from './dom.js';
import { takeFragment } from './fragment.js';

// The page behind the link of the mail that resets a password. The token stays in memory: gone with the page.

const { token } = takeFragment();

function offer() {
  if (token === null) return showIncomplete();
  const input = h('input', {
    id: 'new-password',
    type: 'password',
    autocomplete: 'new-password',
    spellcheck: 'false',
    'aria-describedby': 'advice fault',
  });
  const fault = h('p', { id: 'fault', class: 'fault', role: 'alert' });
  const button = h('button', { type: 'submit', class: 'primary', id: 'set' }, 'Set new password');
  const onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    await set(input, fault);
    button.disabled = false;
  };
  show(
    'Set a new password',
    h(
      'form',
      { onsubmit },
      h('label', { for: 'new-password' }, 'New password'),
      input,
      showSwitch(input),
      h(
        'p',
        { id: 'advice', class: 'soft small' },
        'Any characters, spaces too. Several words that have nothing to do with each other are easy to keep and hard to guess; a password manager makes one for you.',
      ),
      fault,
      button,
    ),
    h('p', { class: 'soft small' }, 'Every session is signed out. Your second factor stays as it is.'),
  );
}

/** So that a long one can be read over before it counts. */
function showSwitch(input) {
  const box = h('input', { type: 'checkbox', id: 'show-password' });
  box.addEventListener('change', () => {
    input.type = box.checked ? 'text' : 'password';
  });
  return h('p', { class: 'soft small' }, box, ' ', h('label', { for: 'show-password' }, 'Show what I type'));
}

async function set(input, fault) {
  const newPassword = input.value;
  const answer = await call('POST', '/v1/users/password-reset/confirmation', { token, newPassword });
  if (answer.ok) return showSet();
  const [error] = answer.problem?.errors ?? [];
  if (error !== undefined) {
    fault.textContent = `This password ${FAULTS[error.code] ?? error.detail}.`;
    return input.focus();
  }
  if (answer.code === 'network') {
    fault.textContent = 'No answer came. Check your connection and try again.';
    return;
  }
  show(answer.problem.title, h('p', {}, answer.problem.detail));
}

/** What the shape check says of a length, in words for people. */
const FAULTS = { minLength: 'is too short', maxLength: 'is too long' };

function showSet() {
  show(
    'Your new password is set',
    h('p', {}, 'Sign in with it. Everything that was signed in before is signed out.'),
    h('p', { class: 'soft' }, 'You can close this page.'),
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

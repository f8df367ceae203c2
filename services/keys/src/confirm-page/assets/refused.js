import { copyable } from './copyable.js';
import { actionButton, h, show } from './dom.js';

/** What to tell a person who cannot go on, by the problem's code. `again` tries once more; `link` is the mail's link. */
const VIEWS = {
  'wrong-browser': ({ link }) => [
    'Open this link in the other browser',
    h(
      'p',
      {},
      'This was started in another browser, so this one cannot finish it. Nothing was changed, and the link still works.',
    ),
    linkToCopy(link),
  ],
  'not-signed-in': ({ again, link }) => [
    'You are not signed in here',
    h('p', {}, 'If you started in this browser, sign in (in another tab) and try again.'),
    again,
    h('h2', { class: 'apart' }, 'Started in another browser?'),
    h(
      'p',
      {},
      'Then this one cannot finish it, signed in or not. Nothing was changed, and the link still works.',
    ),
    linkToCopy(link),
  ],
  'second-factor-required': ({ again }) => [
    'Finish signing in first',
    h('p', {}, 'Your session still waits for the second factor. Enter it (in another tab) and try again.'),
    again,
  ],
  'wrong-account': ({ again }) => [
    'This link belongs to another account',
    h('p', {}, 'You are signed in, but not with the account that this link is for. Nothing was changed.'),
    h('p', {}, 'Sign in with that account (in another tab) and try again.'),
    again,
  ],
  'not-found': (parts) => VIEWS['wrong-account'](parts),
  'confirmation-token-invalid': () => [
    'This link is not right',
    h(
      'p',
      {},
      'It is not the one that was sent to you. Use the link of the newest mail, whole. Nothing was changed.',
    ),
  ],
  'creation-expired': () => ended('This link has expired', 'It was not used in time, so no key was made.'),
  'creation-cancelled': () => ended('This key creation was cancelled', 'No key of it works.'),
  'creation-refused': () =>
    ended('This key creation was refused', 'The second factor was wrong too often, so no key was made.'),
  'reveal-closed': () => [
    'This secret cannot be shown again',
    h(
      'p',
      {},
      'The key was created, and its secret was shown. Nobody, not even we, can show it a second time.',
    ),
    h('p', {}, 'If you do not have it, revoke the key and create a new one.'),
  ],
  'creation-state-conflict': ({ again }) => [
    'Not at this step yet',
    h('p', {}, 'The key creation still waits for the second factor. Enter it in the page where you started.'),
    again,
  ],
  'edit-already-applied': () => [
    'This change was made already',
    h('p', {}, 'The key is as you wanted it, unless it was edited again since. Nothing is left to do here.'),
  ],
  'edit-cancelled': () => unchanged('This change was cancelled', 'The key was not changed.'),
  'edit-expired': () =>
    unchanged('This link has expired', 'It was not used in time, so the key was not changed.'),
  'edit-outdated': () =>
    unchanged(
      'The key was changed in the meantime',
      'What you approved was for the key as it was before, so nothing was done.',
    ),
  network: ({ again }) => [
    'No answer came',
    h(
      'p',
      {},
      'Check your connection and try again. That is safe: nothing is ever done twice. If a key was made already, it gets a fresh secret.',
    ),
    again,
  ],
};

/** Shows why it does not go on; `retry` does it once more. */
export function showRefused({ code, problem }, { retry, link }) {
  const again = actionButton('Try again', retry);
  const view = VIEWS[code];
  if (view !== undefined) return show(...view({ again, link }));
  show(
    problem?.title ?? 'Something went wrong',
    h('p', {}, problem?.detail ?? ''),
    again,
    requestId(problem),
  );
}

const ended = (heading, text) => [
  heading,
  h('p', {}, text),
  h('p', { class: 'soft' }, 'If you still want a key, start a new key creation.'),
];

const unchanged = (heading, text) => [
  heading,
  h('p', {}, text),
  h('p', { class: 'soft' }, 'If you still want the change, edit the key again.'),
];

function linkToCopy(link) {
  return h(
    'section',
    { class: 'field' },
    h(
      'ol',
      { class: 'steps' },
      h('li', {}, 'Copy this link.'),
      h('li', {}, 'Paste it into the browser where you started.'),
    ),
    copyable('link', link, { class: 'value link' }),
  );
}

const requestId = (problem) =>
  problem?.requestId &&
  h('p', { class: 'soft small' }, 'If you ask for help, name this: ', h('code', {}, problem.requestId));

import { call } from './api.js';
import { copyable } from './copyable.js';
import { actionButton, h, show, timeInWords } from './dom.js';

/**
 * The one showing of a secret. It lives in this view's elements and nowhere else: no variable of the page keeps
 * it, no storage, no history. It goes when the person says so, and when the page is left in any way.
 */
export function reveal(creationId, { apiKey, secret, qr, revealUntil }) {
  const leaving = new AbortController();
  const end = (view) => {
    leaving.abort();
    view();
  };
  // The second for browsers that keep a page for the back button without having told it that it is left.
  for (const event of ['pagehide', 'pageshow']) {
    addEventListener(event, () => end(() => showGone(revealUntil)), { signal: leaving.signal });
  }

  const failure = h('p', { class: 'notice', role: 'alert', hidden: true });
  show(
    'Your API key',
    h(
      'div',
      { class: 'notice warn' },
      h('strong', {}, 'This is the only time the secret is shown'),
      h(
        'p',
        {},
        'Copy it to where your program reads it, or to a password manager. Never store it online or in a cloud. Nobody, not even we, can show it again.',
      ),
    ),
    h('p', { class: 'print-only' }, 'The secret is not printed. Copy it from the screen.'),
    field('Key ID', copyable('key ID', apiKey.id, { id: 'key-id' })),
    field('Secret', copyable('secret', secret, { id: 'secret', translate: 'no' })),
    h(
      'figure',
      { class: 'qr' },
      h('img', { src: svgUrl(qr.svg), alt: 'QR code with key ID and secret', width: '224', height: '224' }),
      h('figcaption', {}, 'Key ID and secret as a QR code, for an app on your phone.'),
    ),
    failure,
    actionButton('I have saved it', () => acknowledge(creationId, apiKey, failure, end), { id: 'saved' }),
    h(
      'p',
      { class: 'soft small' },
      `Closed too early? Until ${timeInWords(revealUntil)} the link in the mail, opened in this browser, gives this key a fresh secret, as long as the key was not used.`,
    ),
  );
}

const field = (name, content) => h('section', { class: 'field' }, h('h2', {}, name), content);

/** As an image an SVG can run nothing and load nothing, whatever it holds. */
const svgUrl = (svg) => `data:image/svg+xml;base64,${btoa(svg)}`;

async function acknowledge(creationId, apiKey, failure, end) {
  const answer = await call('POST', `/v1/key-creations/${creationId}/acknowledgement`);
  // A reveal that is closed already, by the key's first use for example, is what was wanted.
  if (answer.ok || answer.code === 'reveal-closed') return end(() => showDone(apiKey));
  failure.hidden = false;
  failure.textContent =
    answer.code === 'network'
      ? 'No answer came. Your key is safe: check your connection and press again.'
      : `${answer.problem.title}. ${answer.problem.detail}`;
}

function showDone(apiKey) {
  show(
    'Done',
    h(
      'p',
      {},
      'Your API key is ready to use. The secret is no longer on this page, and cannot be shown again.',
    ),
    field('Key ID', copyable('key ID', apiKey.id)),
    h(
      'p',
      { class: 'soft' },
      'If the secret is ever lost or seen by somebody else, revoke the key and create a new one.',
    ),
    h('p', { class: 'soft' }, 'You can close this page.'),
  );
}

function showGone(revealUntil) {
  show(
    'The secret was taken off this page',
    h('p', {}, 'That happens when the page is left, so that nobody finds it here.'),
    h(
      'p',
      {},
      `If you have not saved it: open the link in the mail again in this browser before ${timeInWords(revealUntil)}. The key gets a fresh secret then. After that, revoke the key and create a new one.`,
    ),
  );
}

// Builds what the pages show. Text only ever becomes text: nothing here parses markup.

/**
 * An element with attributes, listeners (`onclick: fn`) and children (nodes, texts; null and false are left out).
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Node | string | null | false | undefined)} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

/** Puts a view on the page in place of the one before, and tells screen readers what it is. */
export function show(heading, ...children) {
  const title = h('h1', { tabindex: '-1' }, heading);
  document.getElementById('view').replaceChildren(title, ...children.filter(Boolean));
  title.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/** Says something that is not a view of its own. */
export function announce(text) {
  document.getElementById('status').textContent = text;
}

/** A button that is busy for as long as what it does takes, so that a second press does nothing. */
export function actionButton(label, act, attributes = {}) {
  const button = h('button', { type: 'button', class: 'primary', ...attributes }, label);
  button.addEventListener('click', async () => {
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    try {
      await act();
    } finally {
      button.disabled = false;
      button.removeAttribute('aria-busy');
    }
  });
  return button;
}

/** A moment in the reader's own time zone and language. */
export function timeInWords(iso) {
  const time = new Date(iso);
  const isToday = time.toDateString() === new Date().toDateString();
  const options = isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' };
  return new Intl.DateTimeFormat(undefined, options).format(time);
}

export function dateInWords(iso) {
  const options = { dateStyle: 'long', timeStyle: 'short' };
  return new Intl.DateTimeFormat(undefined, options).format(new Date(iso));
}

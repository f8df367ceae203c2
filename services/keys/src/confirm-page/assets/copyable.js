import { announce, h } from './dom.js';

const COPIED_FOR_MS = 2_000;

/** A value to be copied: shown whole, selectable, with a button. `name` says what it is: "secret". */
export function copyable(name, value, attributes = {}) {
  const text = h('code', { class: 'value', tabindex: '0', ...attributes }, value);
  const button = h(
    'button',
    { type: 'button', class: 'copy', 'aria-label': `Copy ${name}`, onclick: () => copy(name, text, button) },
    'Copy',
  );
  return h('div', { class: 'copyable' }, text, button);
}

async function copy(name, text, button) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = 'Copied';
    announce(`${name} copied`);
  } catch {
    // No permission, or a page without a secure context: the person copies what is selected.
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    button.textContent = 'Press Ctrl+C';
    announce(`${name} selected: copy it with Ctrl+C or ⌘C`);
  }
  setTimeout(() => {
    button.textContent = 'Copy';
  }, COPIED_FOR_MS);
}

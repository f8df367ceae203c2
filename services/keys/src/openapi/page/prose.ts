import { Html, html } from './html.ts';

/** Renders the part of CommonMark that our descriptions use: headings (`##`), paragraphs, lists and `code`. */
export function prose(text: string): Html {
  return html`${text
    .trim()
    .split(/\n{2,}/)
    .map(block)}`;
}

/** One line of it, without a paragraph around. */
export function line(text: string): Html {
  return html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`;
}

function block(text: string): Html {
  if (text.startsWith('## ')) return html`<h3>${line(text.slice(3))}</h3>`;
  if (text.startsWith('- ')) {
    const items = text.slice(2).split(/\n- /);
    return html`<ul>${items.map((item) => html`<li>${line(item)}</li>`)}</ul>`;
  }
  return html`<p>${line(text)}</p>`;
}

/** JSON as it stands in an example. */
export function json(value: unknown): Html {
  return html`<pre tabindex="0"><code>${JSON.stringify(value, null, 2)}</code></pre>`;
}

export const NOTHING = new Html('');

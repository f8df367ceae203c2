import type { Block, Message, MessageContext } from './message.ts';

/** Lines no longer than this where words allow it (RFC 5322 §2.1.1); a link is never broken. */
const WIDTH = 72;

/** The plain-text part: as complete as the HTML one. */
export function textPart(message: Message, { platformName, consoleOrigin }: MessageContext): string {
  const parts = [
    `${message.heading}\n${'='.repeat(message.heading.length)}`,
    ...message.blocks.map(textBlock),
    `-- \n${platformName}\n${consoleOrigin}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function textBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return wrap(block.text);
    case 'section':
      return `${block.title}\n${wrap(block.text)}`;
    case 'action':
      return `${block.label}:\n${block.url}\n\n${wrap(block.hint)}`;
    case 'warning':
      return `!! ${block.title.toUpperCase()} !!\n${wrap(block.text)}`;
    case 'facts': {
      const width = Math.max(...block.facts.map(({ name }) => name.length)) + 2;
      const lines = block.facts.flatMap(({ name, values }) =>
        values.map((value, index) => `  ${(index === 0 ? `${name}:` : '').padEnd(width)} ${value}`),
      );
      return `${block.title}\n${lines.join('\n')}`;
    }
    case 'permissions': {
      const groups = block.groups.map(({ title, lines, isGrave }) =>
        [
          `  ${title}${isGrave ? '  (!)' : ''}`,
          ...lines.map(({ access, sentence }) => `    ${access.padEnd(5)}  ${sentence}`),
        ].join('\n'),
      );
      return `${block.title}\n${groups.join('\n')}`;
    }
  }
}

function wrap(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

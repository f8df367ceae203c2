import { KEY_CREATION_EVENTS } from './events.ts';
import { KEY_CREATION_STATES } from './states.ts';
import { isKeyCreationState, TRANSITIONS } from './transitions.ts';

/** Whatever leaves no state but by staying in it is an end. */
function isFinal(state: (typeof KEY_CREATION_STATES)[number]): boolean {
  return KEY_CREATION_EVENTS.every((event) => {
    const outcome = TRANSITIONS[state][event];
    return !isKeyCreationState(outcome) || outcome === state;
  });
}

/** The transition table as a Mermaid state diagram, one line an arrow. Staying in an end state is left out. */
export function stateDiagram(): string {
  const arrows = KEY_CREATION_STATES.flatMap((from) =>
    KEY_CREATION_EVENTS.flatMap((event) => {
      const to = TRANSITIONS[from][event];
      if (!isKeyCreationState(to) || (isFinal(from) && to === from)) return [];
      return [`  ${from} --> ${to}: ${event.replaceAll('_', ' ')}`];
    }),
  );
  const ends = KEY_CREATION_STATES.filter(isFinal).map((state) => `  ${state} --> [*]`);
  return ['stateDiagram-v2', `  [*] --> ${KEY_CREATION_STATES[0]}: begun`, ...arrows, ...ends].join('\n');
}

/** What every event does in every state, as a Markdown table: a state, or the code of the refusal. */
export function transitionTable(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = ['event', ...KEY_CREATION_STATES.map((state) => `\`${state}\``)];
  const rows = KEY_CREATION_EVENTS.map((event) =>
    row([
      event.replaceAll('_', ' '),
      ...KEY_CREATION_STATES.map((state) => {
        const outcome = TRANSITIONS[state][event];
        return isKeyCreationState(outcome) ? `→ \`${outcome}\`` : outcome;
      }),
    ]),
  );
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

const PART = /<!-- generated: ([a-z-]+) -->\n[\s\S]*?<!-- end -->/g;

/** The document with its generated parts brought up to date. */
export function withGeneratedParts(document: string): string {
  const parts: Record<string, string> = {
    'state-diagram': `\`\`\`mermaid\n${stateDiagram()}\n\`\`\``,
    'transition-table': transitionTable(),
  };
  return document.replace(PART, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`nothing generates ${name}`);
    return `<!-- generated: ${name} -->\n\n${part}\n\n<!-- end -->`;
  });
}

import type { RefusalCode } from '../refusal.ts';

/** A total transition table: what every event does in every state. The first state is where it begins. */
export type StateMachine<State extends string = string, Event extends string = string> = {
  readonly states: readonly State[];
  readonly events: readonly Event[];
  readonly transitions: Readonly<Record<State, Readonly<Record<Event, State | RefusalCode>>>>;
};

const isState = ({ states }: StateMachine, outcome: string) => states.includes(outcome);
const outcomeOf = ({ transitions }: StateMachine, state: string, event: string) =>
  transitions[state]?.[event] ?? '';

/** Whatever leaves no state but by staying in it is an end. */
function isFinal(machine: StateMachine, state: string): boolean {
  return machine.events.every((event) => {
    const outcome = outcomeOf(machine, state, event);
    return !isState(machine, outcome) || outcome === state;
  });
}

/** The transition table as a Mermaid state diagram, one line an arrow. Staying in an end state is left out. */
function stateDiagram(machine: StateMachine): string {
  const { states, events } = machine;
  const arrows = states.flatMap((from) =>
    events.flatMap((event) => {
      const to = outcomeOf(machine, from, event);
      if (!isState(machine, to) || (isFinal(machine, from) && to === from)) return [];
      return [`  ${from} --> ${to}: ${event.replaceAll('_', ' ')}`];
    }),
  );
  const ends = states.filter((state) => isFinal(machine, state)).map((state) => `  ${state} --> [*]`);
  return ['stateDiagram-v2', `  [*] --> ${states[0]}: begun`, ...arrows, ...ends].join('\n');
}

/** What every event does in every state, as a Markdown table: a state, or the code of the refusal. */
function transitionTable(machine: StateMachine): string {
  const { states, events } = machine;
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = ['event', ...states.map((state) => `\`${state}\``)];
  const rows = events.map((event) =>
    row([
      event.replaceAll('_', ' '),
      ...states.map((state) => {
        const outcome = outcomeOf(machine, state, event);
        return isState(machine, outcome) ? `→ \`${outcome}\`` : outcome;
      }),
    ]),
  );
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

const PART = /<!-- generated: ([a-z-]+) -->\n[\s\S]*?<!-- end -->/g;

/** The document with its generated parts brought up to date. */
export function withGeneratedParts(document: string, machine: StateMachine): string {
  const parts: Record<string, string> = {
    'state-diagram': `\`\`\`mermaid\n${stateDiagram(machine)}\n\`\`\``,
    'transition-table': transitionTable(machine),
  };
  return document.replace(PART, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`nothing generates ${name}`);
    return `<!-- generated: ${name} -->\n\n${part}\n\n<!-- end -->`;
  });
}

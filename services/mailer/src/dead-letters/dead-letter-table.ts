import { printable } from '../messages/printable.ts';
import type { DeadLetter } from './dead-letter-store.ts';

const COLUMNS: readonly [heading: string, cell: (letter: DeadLetter) => string][] = [
  ['id', ({ id }) => id],
  ['state', ({ state }) => state],
  ['failure', ({ failure }) => failure ?? ''],
  ['attempts', ({ attempts }) => String(attempts)],
  ['template', ({ template }) => template],
  ['recipient', ({ recipient }) => recipient],
  ['created', ({ createdAt }) => createdAt.toISOString()],
  ['not after', ({ notAfter }) => notAfter.toISOString()],
];

/** Columns padded to their widest cell. What a row holds may be anybody's writing, so nothing of it reaches the terminal as a control. */
export function deadLetterTable(letters: readonly DeadLetter[]): string {
  const rows = [
    COLUMNS.map(([heading]) => heading.toUpperCase()),
    ...letters.map((letter) => COLUMNS.map(([, cell]) => printable(cell(letter)))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

import { browserInWords } from './browser-in-words.ts';
import type { Fact } from './message.ts';
import { printable } from './printable.ts';
import { timeInWords } from './time-in-words.ts';

/** When, from where and with what something was asked for. */
export function originFacts(at: string, { ip, userAgent }: { ip: string; userAgent: string }): Fact[] {
  return [
    { name: 'When', values: [timeInWords(at)] },
    { name: 'From', values: [printable(ip)] },
    { name: 'With', values: [browserInWords(userAgent)] },
  ];
}

import { nameBrowser } from '@countersign/user-agent';

/** `Firefox on Windows` from a User-Agent header. */
export function browserInWords(userAgent: string): string {
  const { browser, system } = nameBrowser(userAgent);
  return system === null ? (browser ?? UNKNOWN) : `${browser ?? UNKNOWN} on ${system}`;
}

const UNKNOWN = 'Unknown browser';

import type { texts as english } from './en.ts';

/** The same keys as the English texts, with words of any language. */
export type Texts = Words<typeof english>;
type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

/** Only the language that is read gets loaded. */
export const LOADERS: Record<Language, () => Promise<{ texts: Texts }>> = {
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
};

const STORAGE_KEY = 'countersign-language';

const isLanguage = (text: string | null | undefined): text is Language =>
  text !== null && text !== undefined && Object.hasOwn(LANGUAGES, text);

/** What the person chose here before, else the first language of the browser that we have, else English. */
function preferredLanguage(): Language {
  const chosen = readChoice();
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

// A browser may forbid storage; then the choice lasts as long as the page.
function readChoice(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

export function keepChoice(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {}
}

export const FIRST_LANGUAGE = preferredLanguage();

// This file comes first and runs by itself (vite.config.ts): so the texts are on their way while the libraries are.
// Whoever needs them asks again and hears of a failure.
void LOADERS[FIRST_LANGUAGE]().catch(() => {});

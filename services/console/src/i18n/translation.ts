import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { texts as english } from './en.ts';

/** The same keys as the English texts, with words of any language. */
export type Texts = Words<typeof english>;
type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

/** Only the language that is read gets loaded. */
const LOADERS: Record<Language, () => Promise<{ texts: Texts }>> = {
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

export async function startTranslation(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    defaultNS: 'app',
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await showLanguage(preferredLanguage());
}

/** Changes the language of the page, and keeps the choice on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  await showLanguage(language);
  keepChoice(language);
}

async function showLanguage(language: Language): Promise<void> {
  const { texts } = await LOADERS[language]();
  for (const [feature, words] of Object.entries(texts)) i18next.addResourceBundle(language, feature, words);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

// A browser may forbid storage; then the choice lasts as long as the page.
function readChoice(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function keepChoice(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {}
}

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { FIRST_LANGUAGE, keepChoice, type Language, LOADERS } from './languages.ts';

export async function startTranslation(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    defaultNS: 'app',
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await showLanguage(FIRST_LANGUAGE);
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

import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { tellFindingsIn } from './finding-text.ts'
import { type Language, preferredLanguage, rememberLanguage } from './language.ts'
import type { Texts } from './texts.ts'

const LOADERS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => (await import('./en/texts.ts')).texts,
  ko: async () => (await import('./ko/texts.ts')).texts,
}

/** The page's own texts; the findings of the rules speak the language from then on. */
async function textsOf(language: Language): Promise<Texts> {
  const [texts] = await Promise.all([LOADERS[language](), tellFindingsIn(language)])
  return texts
}

/** The page speaks the language of its user; the other one is loaded when it is chosen. */
export async function startTexts(): Promise<void> {
  const language = preferredLanguage()
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await textsOf(language) } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

export async function speak(language: Language): Promise<void> {
  rememberLanguage(language)
  i18next.addResourceBundle(language, 'translation', await textsOf(language))
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

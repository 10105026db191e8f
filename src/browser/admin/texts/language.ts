export const LANGUAGES = ['ko', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const KEY = 'axon-admin-language'

/** The one that was chosen before, else the first of the browser's that there is. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages].map((tag) => tag?.slice(0, 2))
  return (
    LANGUAGES.find((language) => language === wanted.find((tag) => LANGUAGES.some((one) => one === tag))) ??
    'en'
  )
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language)
}

/** How numbers and times are written: as the browser's user does where that is the same language. */
export function localeOf(language: Language): string {
  const own = navigator.languages.find((tag) => tag.startsWith(language))
  return own ?? (language === 'ko' ? 'ko-KR' : 'en')
}

import { useTranslation } from 'react-i18next'
import { SelectField } from '../design/fields/select-field.tsx'
import { LANGUAGES, type Language } from '../texts/language.ts'
import { speak } from '../texts/start-texts.ts'
import { chooseTheme, THEMES, useTheme } from './theme.ts'

/** A language is found by who speaks it. */
const NAMES: Readonly<Record<Language, string>> = { ko: '한국어', en: 'English' }

/** What everybody sets for themselves: language and theme. */
export function Settings() {
  const { t, i18n } = useTranslation()
  const theme = useTheme()
  return (
    <div className="settings">
      <SelectField
        label={t('shell.language')}
        value={i18n.language}
        onChange={(id) => void speak(LANGUAGES.find((one) => one === id) ?? 'en')}
        choices={LANGUAGES.map((id) => ({ id, name: NAMES[id] }))}
      />
      <SelectField
        label={t('shell.theme')}
        value={theme}
        onChange={(id) => chooseTheme(THEMES.find((one) => one === id) ?? 'system')}
        choices={THEMES.map((id) => ({ id, name: t(`shell.themes.${id}`) }))}
      />
    </div>
  )
}

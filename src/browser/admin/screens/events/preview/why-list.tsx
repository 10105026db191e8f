import { useTranslation } from 'react-i18next'
import type { Test } from '../../../../../conditions/condition.ts'
import { ShownText } from '../../../design/shown-text.tsx'
import { useFormats } from '../../../texts/use-formats.ts'
import { useWords } from '../builder/use-words.ts'

export type Why = readonly { readonly test: Test; readonly value: unknown; readonly passed: boolean }[]

/** Which tests passed, and what each of them saw. */
export function WhyList({ why }: { readonly why: Why }) {
  const { t } = useTranslation()
  const { testText } = useWords()
  const { instant } = useFormats()
  const seen = (field: string, value: unknown): string => {
    const isInstant = field.endsWith('At')
    if (value === null || value === undefined) return t(isInstant ? 'preview.never' : 'preview.sawNothing')
    if (isInstant && typeof value === 'number') return instant(value)
    if (field === 'element') return ''
    return t('preview.saw', { value: typeof value === 'object' ? JSON.stringify(value) : String(value) })
  }
  const rows = why.map((one, index) => ({ ...one, key: `${index + 1} ${JSON.stringify(one.test)}` }))
  return (
    <ul className="preview-tests small" aria-label={t('preview.tests')}>
      {rows.map(({ key, test, value, passed }) => (
        <li key={key} className="preview-test">
          <span className={passed ? 'mark-good' : 'mark-bad'}>
            <span aria-hidden="true">{passed ? '✓' : '✗'}</span>
            <span className="visually-hidden">{t(passed ? 'preview.passed' : 'preview.failed')} </span>
          </span>
          <span>
            <ShownText text={testText(test)} />{' '}
            <span className="soft">
              <ShownText text={seen(test.field, value)} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}

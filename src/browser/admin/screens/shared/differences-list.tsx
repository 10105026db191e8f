import { useTranslation } from 'react-i18next'
import { isRecord } from '../../../../conditions/checks/is-record.ts'
import { ShownText } from '../../design/shown-text.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import type { Difference } from './differences.ts'
import { useFieldName } from './use-field-name.ts'
import './differences-list.css'

const INSTANT = /(At|Date)$/

/** From what to what, field by field. */
export function DifferencesList({ list }: { readonly list: readonly Difference[] }) {
  const { t } = useTranslation()
  const fieldName = useFieldName()
  const formats = useFormats()
  const shown = (field: string, value: unknown): string => {
    if (value === undefined || value === null || value === '') return t('common.none')
    if (INSTANT.test(field) && (typeof value === 'string' || typeof value === 'number'))
      return formats.instant(value)
    if (typeof value === 'boolean') return t(value ? 'changes.yes' : 'changes.no')
    if (isRecord(value) && 'inserted' in value && 'unchanged' in value) return t('changes.counts', value)
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  if (list.length === 0) return <p className="soft">{t('changes.same')}</p>
  return (
    <dl className="differences">
      {list.map(({ field, before, after }) => (
        <div key={field} className="difference">
          <dt>{fieldName(field)}</dt>
          <dd>
            {before !== undefined && (
              <del>
                <span className="visually-hidden">{t('changes.before')} </span>
                <ShownText text={shown(field, before)} />
              </del>
            )}
            {before !== undefined && after !== undefined && ' → '}
            {after !== undefined && (
              <ins>
                <span className="visually-hidden">{t('changes.after')} </span>
                <ShownText text={shown(field, after)} />
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

import { useTranslation } from 'react-i18next'
import type { ChangeView } from '../../../../admin-api/changes.ts'
import { ShownText } from '../../design/shown-text.tsx'
import { differences } from '../shared/differences.ts'
import { DifferencesList } from '../shared/differences-list.tsx'

/** One change as a sentence, and what differs since. */
export function ChangeSummary({ change }: { readonly change: ChangeView }) {
  const { t, i18n } = useTranslation()
  const { changedBy, action, subject, subjectId, before, after } = change
  const named = (kind: 'actions' | 'subjects', code: string): string =>
    i18n.exists(`changes.${kind}.${code}`) ? t(`changes.${kind}.${code}` as 'changes.actions.create') : code
  const what = [named('subjects', subject), subjectId ?? '', nameIn(after) ?? nameIn(before) ?? ''].filter(
    Boolean,
  )
  return (
    <div className="stack">
      <strong>
        <ShownText
          text={t('changes.sentence', {
            by: changedBy,
            action: named('actions', action),
            subject: what.join(' '),
          })}
        />
      </strong>
      <div className="small">
        <DifferencesList list={differences(before, after)} />
      </div>
    </div>
  )
}

function nameIn(value: unknown): string | undefined {
  const { name, productName } = (value ?? {}) as { readonly name?: unknown; readonly productName?: unknown }
  const found = name ?? productName
  return typeof found === 'string' ? `“${found}”` : undefined
}

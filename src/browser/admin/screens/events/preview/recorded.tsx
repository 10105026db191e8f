import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import type { Happening } from '../../../../../conditions/happening.ts'
import { match } from '../../../../../conditions/match.ts'
import { useBehaviors } from '../../../api/use-behaviors.ts'
import { ShownText } from '../../../design/shown-text.tsx'
import { findingText } from '../../../texts/finding-text.ts'
import { useFormats } from '../../../texts/use-formats.ts'
import type { EventForm } from '../event-form.ts'
import { definitionOf } from './definition-of.ts'

interface Props {
  readonly form: EventForm
  readonly trigger: BrowserTrigger
  readonly onTake: (happening: Happening) => void
}

/** As many are listed; all are counted. */
const SHOWN = 50

/** How many of what visitors did lately would have been this event, and which. */
export function Recorded({ form, trigger, onTake }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data } = useBehaviors(trigger)
  const rows = useMemo(() => {
    const definition = definitionOf(form, trigger)
    return (data?.items ?? []).map(({ occurredAt, happening: seen }, index) => {
      const happening = seen as Happening
      return { key: index, occurredAt, happening, matched: match(definition, happening).matched }
    })
  }, [data, form, trigger])
  if (!data) return null
  const count = t('preview.recordedCount', {
    matched: formats.number(rows.filter(({ matched }) => matched).length),
    looked: formats.number(rows.length),
  })
  return (
    <section className="stack" aria-label={t('preview.recorded')}>
      <h3>{t('preview.recorded')}</h3>
      {data.source === null && (
        <p className="soft">{t('preview.recordedUnknown', { why: findingText(data.why ?? '') })}</p>
      )}
      {data.source !== null && rows.length === 0 && <p className="soft">{t('preview.recordedNone')}</p>}
      {rows.length > 0 && (
        <>
          <p>
            {count} <span className="soft">{t('preview.recordedHint')}</span>
          </p>
          <ul className="preview-recorded">
            {rows.slice(0, SHOWN).map(({ key, matched, happening, occurredAt }) => (
              <li key={key}>
                <button
                  type="button"
                  aria-label={t('preview.take', { what: happening.page.url })}
                  onClick={() => onTake(happening)}
                >
                  <span>
                    <span aria-hidden="true">{matched ? '✓' : '·'}</span>
                    <span className="visually-hidden">
                      {t(matched ? 'preview.passed' : 'preview.failed')}
                    </span>
                  </span>
                  <ShownText
                    text={[happening.page.url, happening.element?.text].filter(Boolean).join(' · ')}
                  />
                  <span className="soft number">{formats.time(occurredAt)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

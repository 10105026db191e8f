import { useTranslation } from 'react-i18next'
import type { EventView, RevisionView } from '../../../../../admin-api/events.ts'
import { act } from '../../../api/one.ts'
import type { Answered } from '../../../api/request.ts'
import { useMayChange } from '../../../api/session.ts'
import { Badge } from '../../../design/badge.tsx'
import { Button } from '../../../design/button.tsx'
import { ShownText } from '../../../design/shown-text.tsx'
import { say } from '../../../design/toast-store.ts'
import { useFormats } from '../../../texts/use-formats.ts'
import { differences } from '../../shared/differences.ts'
import { DifferencesList } from '../../shared/differences-list.tsx'
import { useSayProblem } from '../../shared/use-say-problem.ts'
import { eventFormOf } from '../event-form.ts'

interface Props {
  readonly revision: RevisionView
  /** The one before it; undefined of the first. */
  readonly before: RevisionView | undefined
  readonly current: Answered<EventView>
}

/** One version: who saved it, when, and what it changed. */
export function Revision({ revision, before, current }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const sayProblem = useSayProblem()
  const mayChange = useMayChange()
  const number = revision.revision
  const isCurrent = number === current.value.revision

  const restore = async (to: number, etag: string, undoTo: number | null): Promise<void> => {
    try {
      const { value, etag: next } = await act('events', current.value.id, `revisions/${to}/restore`, { etag })
      const undo = undoTo === null ? {} : { undo: () => void restore(undoTo, next, null) }
      say(t('events.restored', { name: value.name, revision: to }), undo)
    } catch (error) {
      sayProblem(error)
    }
  }
  return (
    <div className="stack">
      <div className="row row-apart">
        <div className="row">
          <h2>{t('events.revision', { revision: number })}</h2>
          {isCurrent && <Badge tone="good">{t('events.current')}</Badge>}
          <span className="small soft">
            <ShownText
              text={t('events.savedBy', { at: formats.instant(revision.savedAt), by: revision.savedBy })}
            />
          </span>
        </div>
        {mayChange && !isCurrent && (
          <Button onPress={() => void restore(number, current.etag, current.value.revision)}>
            {t('events.restore')}
            <span className="visually-hidden"> {t('events.revision', { revision: number })}</span>
          </Button>
        )}
      </div>
      {before ? (
        <DifferencesList
          list={differences(eventFormOf(before.definition), eventFormOf(revision.definition))}
        />
      ) : (
        <p className="soft">{t('events.firstRevision')}</p>
      )}
    </div>
  )
}

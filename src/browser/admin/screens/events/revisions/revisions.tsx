import { useTranslation } from 'react-i18next'
import { useOne } from '../../../api/one.ts'
import { useRevisions } from '../../../api/use-revisions.ts'
import { go, hrefOf } from '../../../app/route.ts'
import { useShortcuts } from '../../../app/use-shortcuts.ts'
import { Loading } from '../../../design/loading.tsx'
import { ProblemNotice } from '../../../design/problem-notice.tsx'
import { ShownText } from '../../../design/shown-text.tsx'
import { Revision } from './revision.tsx'

/** Every version of an event, the newest first, with what each changed; any of them can be made the current one again. */
export function Revisions({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const event = useOne('events', id)
  const revisions = useRevisions(id)
  const back = hrefOf(`events/${id}`)
  useShortcuts({ Escape: () => go(back) })
  const error = event.error ?? revisions.error
  if (error) return <ProblemNotice error={error} onRetry={() => void revisions.refetch()} />
  if (!event.data || !revisions.data) return <Loading />
  const list = revisions.data
  return (
    <>
      <a href={back}>
        ← <ShownText text={event.data.value.name} />
      </a>
      <div className="page-head">
        <h1>{t('events.revisions')}</h1>
      </div>
      <ol className="stack">
        {list.map((revision, index) => (
          <li key={revision.revision} className="card">
            <Revision revision={revision} before={list[index + 1]} current={event.data} />
          </li>
        ))}
      </ol>
    </>
  )
}

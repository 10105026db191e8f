import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WholeDeadLetterView } from '../../../../admin-api/dead-letters.ts'
import { request } from '../../api/request.ts'
import { useMayChange } from '../../api/session.ts'
import { go, hrefOf } from '../../app/route.ts'
import { useShortcuts } from '../../app/use-shortcuts.ts'
import { Button } from '../../design/button.tsx'
import { Facts } from '../../design/facts.tsx'
import { Loading } from '../../design/loading.tsx'
import { ProblemNotice } from '../../design/problem-notice.tsx'
import { ShownText } from '../../design/shown-text.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import { placeText } from '../shared/place-text.ts'
import { useOutcomeName } from '../shared/use-outcome-name.ts'
import { DeadLetterStatus } from './dead-letter-status.tsx'
import { Payload } from './payload.tsx'
import { useDeadLetterActions } from './use-dead-letter-actions.ts'

/** One message that could not be processed: why, its bytes, and what can be done. */
export function DeadLetterDetail({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const { instant } = useFormats()
  const nameOf = useOutcomeName()
  const mayChange = useMayChange()
  const { retry, discard } = useDeadLetterActions()
  const back = hrefOf('dead-letters')
  useShortcuts({ Escape: () => go(back) })
  const { data, error, refetch } = useQuery({
    queryKey: ['dead-letters', 'shown', id],
    queryFn: async ({ signal }) =>
      (await request<WholeDeadLetterView>(`dead-letters/${id}`, { signal })).value,
  })
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Loading />
  return (
    <>
      <a href={back}>← {t('deadLetters.title')}</a>
      <div className="page-head">
        <h1>{t('deadLetters.one', { id })}</h1>
        <div className="row">
          <DeadLetterStatus status={data.status} />
          {mayChange && data.status === 'PENDING' && (
            <>
              <Button kind="primary" onPress={() => void retry({ ids: [id] })}>
                {t('deadLetters.retry')}
              </Button>
              <ConfirmButton
                label={t('deadLetters.discard')}
                title={t('deadLetters.discardTitle', { id })}
                text={t('deadLetters.discardText')}
                onConfirm={() => void discard({ ids: [id] })}
              />
            </>
          )}
        </div>
      </div>
      {mayChange && data.status === 'PENDING' && <p className="soft">{t('deadLetters.retryHint')}</p>}
      <section className="card">
        <Facts
          list={[
            [t('deadLetters.reason'), nameOf(data.reason)],
            [t('deadLetters.error'), <ShownText key="error" text={data.error} />],
            [t('deadLetters.place'), <code key="place">{placeText(data)}</code>],
            [t('deadLetters.createdAt'), instant(data.createdAt)],
            [t('deadLetters.kind'), data.messageKind ?? '–'],
            [
              t('deadLetters.key'),
              <ShownText key="key" text={data.messageKey ?? data.messageKeyBase64 ?? '–'} />,
            ],
          ]}
        />
      </section>
      <Payload letter={data} />
    </>
  )
}

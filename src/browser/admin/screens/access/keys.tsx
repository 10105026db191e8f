import { useTranslation } from 'react-i18next'
import type { KeyView } from '../../../../admin-api/identity.ts'
import { useList } from '../../api/lists.ts'
import { act } from '../../api/one.ts'
import { useMayChange } from '../../api/session.ts'
import { Badge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { ProblemNotice } from '../../design/problem-notice.tsx'
import { ShownText } from '../../design/shown-text.tsx'
import { say } from '../../design/toast-store.ts'
import { useFormats } from '../../texts/use-formats.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import { useSayProblem } from '../shared/use-say-problem.ts'
import { NewKey } from './new-key.tsx'
import './access-row.css'

/** The keys that open this page, or let servers ask. */
export function Keys() {
  const { t } = useTranslation()
  const { instant } = useFormats()
  const sayProblem = useSayProblem()
  const mayChange = useMayChange()
  const list = useList('keys')
  const revoke = async ({ id, name }: KeyView): Promise<void> => {
    try {
      await act('keys', id, 'revoke')
      say(t('access.revoked', { name }))
    } catch (error) {
      sayProblem(error)
    }
  }
  return (
    <section className="card stack" aria-label={t('access.keys')}>
      <div className="row row-apart">
        <h2>{t('access.keys')}</h2>
        {mayChange && <NewKey />}
      </div>
      <p className="soft">{t('access.keysHint')}</p>
      {list.error && <ProblemNotice error={list.error} />}
      {!list.isPending && list.items.length === 0 && <p className="soft">{t('access.noKeys')}</p>}
      <ul>
        {list.items.map((key) => (
          <li key={key.id} className="access-row">
            <div>
              <strong>
                <ShownText text={key.name} />
              </strong>
              <div className="small soft">
                {t(`access.roles.${key.role}`)}
                {key.expiresAt !== null && ` · ${t('access.expires')} ${instant(key.expiresAt)}`}
              </div>
            </div>
            <div className="row">
              <Badge tone={key.state === 'good' ? 'good' : 'plain'}>{t(`access.states.${key.state}`)}</Badge>
              {mayChange && key.state === 'good' && (
                <ConfirmButton
                  kind="quiet"
                  label={t('access.revoke')}
                  title={t('access.revokeTitle', { name: key.name })}
                  text={t('access.revokeText')}
                  onConfirm={() => void revoke(key)}
                />
              )}
            </div>
          </li>
        ))}
      </ul>
      {list.hasNextPage && <Button onPress={() => void list.fetchNextPage()}>{t('common.more')}</Button>}
    </section>
  )
}

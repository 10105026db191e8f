import { useTranslation } from 'react-i18next'
import type { SiteView } from '../../../../admin-api/identity.ts'
import { useList } from '../../api/lists.ts'
import { refresh } from '../../api/one.ts'
import { request } from '../../api/request.ts'
import { useMayChange } from '../../api/session.ts'
import { Button } from '../../design/button.tsx'
import { ProblemNotice } from '../../design/problem-notice.tsx'
import { ShownText } from '../../design/shown-text.tsx'
import { say } from '../../design/toast-store.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import { useSayProblem } from '../shared/use-say-problem.ts'
import { SiteDialog } from './site-dialog.tsx'
import './access-row.css'

/** The shops whose pages may look for events. */
export function Sites() {
  const { t } = useTranslation()
  const sayProblem = useSayProblem()
  const mayChange = useMayChange()
  const list = useList('sites')
  const remove = async ({ id, name }: SiteView): Promise<void> => {
    try {
      await request(`sites/${id}`, { method: 'DELETE' })
      say(t('access.removed', { name }))
    } catch (error) {
      sayProblem(error)
    }
    refresh('sites')
  }
  return (
    <section className="card stack" aria-label={t('access.sites')}>
      <div className="row row-apart">
        <h2>{t('access.sites')}</h2>
        {mayChange && <SiteDialog />}
      </div>
      <p className="soft">{t('access.sitesHint')}</p>
      {list.error && <ProblemNotice error={list.error} />}
      {!list.isPending && list.items.length === 0 && <p className="soft">{t('access.noSites')}</p>}
      <ul>
        {list.items.map((site) => (
          <li key={site.id} className="access-row">
            <div>
              <strong>
                <ShownText text={site.name} />
              </strong>
              <div className="small soft">
                {site.origins.join(', ')} · {t('access.siteKey')}: <code>{site.key}</code>
              </div>
            </div>
            {mayChange && (
              <div className="row">
                <SiteDialog site={site} />
                <ConfirmButton
                  kind="quiet"
                  label={t('access.remove')}
                  title={t('access.removeTitle', { name: site.name })}
                  text={t('access.removeText')}
                  onConfirm={() => void remove(site)}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      {list.hasNextPage && <Button onPress={() => void list.fetchNextPage()}>{t('common.more')}</Button>}
    </section>
  )
}

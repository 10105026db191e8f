import { useTranslation } from 'react-i18next'
import type { LiveView } from '../../../../admin-api/live.ts'
import { useMayChange } from '../../api/session.ts'
import { hrefOf } from '../../app/route.ts'
import { Badge, type Tone } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { ClampedText } from '../../design/clamped-text.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { useOutcomeName } from '../shared/use-outcome-name.ts'
import { Bar } from './bar.tsx'
import { usePause } from './use-pause.ts'

const MOST = 100
const TONES: Readonly<Record<string, Tone>> = { open: 'good', paused: 'warn', full: 'bad', 'sold out': 'bad' }

/** The activities, how far each is, and a button that pauses it. */
export function LiveActivities({ sale }: { readonly sale: LiveView }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const nameOf = useOutcomeName()
  const mayChange = useMayChange()
  const { pause, resume } = usePause()
  return (
    <section className="card stack" aria-label={t('sale.activities')}>
      <h2>{t('sale.activities')}</h2>
      <ul className="sale-list">
        {sale.activities.slice(0, MOST).map(({ id, name, status, opening, approvedCount, limitCount }) => (
          <li key={id} className="bar-row">
            <div className="row row-apart">
              <ClampedText look="main-link" text={name} href={hrefOf(`activities/${id}`)} />
              <span className="row">
                <Badge tone={TONES[opening] ?? 'plain'}>{nameOf(opening)}</Badge>
                {mayChange && status === 'ACTIVE' && (
                  <Button
                    kind="quiet"
                    aria-label={`${t('sale.pause')}: ${name}`}
                    onPress={() => void pause([id])}
                  >
                    {t('sale.pause')}
                  </Button>
                )}
                {mayChange && status === 'PAUSED' && (
                  <Button
                    kind="quiet"
                    aria-label={`${t('sale.resume')}: ${name}`}
                    onPress={() => void resume([id])}
                  >
                    {t('sale.resume')}
                  </Button>
                )}
              </span>
            </div>
            {limitCount !== null && <Bar share={limitCount > 0 ? approvedCount / limitCount : 1} />}
            <span className="small soft number">
              {limitCount === null
                ? t('sale.approvedOpen', { approved: number(approvedCount) })
                : t('sale.approvedOf', { approved: number(approvedCount), limit: number(limitCount) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

import { useTranslation } from 'react-i18next'
import { useMatches } from '../../../api/use-matches.ts'
import { findingText } from '../../../texts/finding-text.ts'
import { useFormats } from '../../../texts/use-formats.ts'
import './week-of-matches.css'

const HEIGHT = 24
const BAR = 8

/** How often an event happened, a bar per day. */
export function WeekOfMatches({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const matches = useMatches(id).data
  if (!matches) return null
  if (matches.source === null) {
    return (
      <span className="small soft" title={matches.why === null ? undefined : findingText(matches.why)}>
        {t('events.matchesUnknown')}
      </span>
    )
  }
  const { days } = matches
  const most = Math.max(1, ...days.map((day) => day.matches))
  const total = days.reduce((sum, day) => sum + day.matches, 0)
  const text = t('events.matchesOf', {
    total: formats.number(total),
    days: days.map(({ day, matches }) => `${formats.day(day)} ${formats.number(matches)}`).join(', '),
  })
  return (
    <span className="week" title={text}>
      <svg viewBox={`0 0 ${days.length * (BAR + 1)} ${HEIGHT}`} role="img" aria-label={text}>
        {days.map((day, index) => {
          const height = day.matches === 0 ? 1 : Math.max(2, (day.matches / most) * HEIGHT)
          return (
            <rect
              key={day.day}
              x={index * (BAR + 1)}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              rx="1"
            />
          )
        })}
      </svg>
      <span className="small number" aria-hidden="true">
        {formats.number(total)}
      </span>
    </span>
  )
}

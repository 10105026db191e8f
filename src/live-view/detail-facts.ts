import { formatCount } from '../domain/format-count.ts'
import type { MessagePlace } from '../domain/message-place.ts'
import { SourceName } from '../domain/source-name.ts'
import type { DashboardState, Detail } from './dashboard-state.ts'
import { formatRate, formatTime } from './format.ts'

interface Facts {
  readonly title: string
  readonly text: readonly string[]
}

type Fact = readonly [name: string, value: string | number | null]

/** All that is known of one row. */
export function detailFacts(state: DashboardState, detail: Detail): Facts {
  const { title, facts } = FACTS[detail.kind](state, detail as never)
  const known = facts.filter(([, value]) => value !== null)
  const cells = Math.max(...known.map(([name]) => name.length))
  return { title, text: known.map(([name, value]) => `${name.padEnd(cells)}  ${value}`) }
}

type RowOf<K extends Detail['kind']> = Extract<Detail, { kind: K }>
type FactsOf<K extends Detail['kind']> = (
  state: DashboardState,
  detail: RowOf<K>,
) => { readonly title: string; readonly facts: readonly Fact[] }

const FACTS: { readonly [K in Detail['kind']]: FactsOf<K> } = {
  product: (_, { row }) => ({
    title: `Product ${row.id}`,
    facts: [
      ['name', row.name],
      ['left', `${formatCount(row.stock)} of ${formatCount(row.initialStock)}`],
      ['sold', formatCount(row.initialStock - row.stock)],
      ['selling', formatRate(row.soldPerSecond)],
    ],
  }),
  activity: (state, { row }) => ({
    title: `Campaign activity ${row.id}`,
    facts: [
      ['name', row.name],
      ['status', row.status],
      ['product', productText(state, row.productId)],
      ['approved', formatCount(row.approvedCount)],
      ['limit', row.limitCount === null ? 'none' : formatCount(row.limitCount)],
      ['starts', row.startDate === null ? 'open' : instantText(row.startDate)],
      ['ends', row.endDate === null ? 'open' : instantText(row.endDate)],
    ],
  }),
  occurrence: ({ events, activities }, { row }) => ({
    title: 'Event occurrence',
    facts: [
      ['event', `${events.get(row.eventId)?.name ?? 'unknown'} (event ${row.eventId})`],
      ['trigger', events.get(row.eventId)?.triggerType ?? null],
      ['occurred', instantText(row.occurredAt)],
      ['user', row.userId],
      [
        'entry',
        row.entry &&
          `user ${row.entry.userId} was approved for ${activities.get(row.entry.campaignActivityId)?.name ?? 'activity'} (activity ${row.entry.campaignActivityId})`,
      ],
      ['page', row.pageUrl],
      ['message id', row.messageId],
      ['context', row.context],
      ['position', placeText(row.place)],
    ],
  }),
  refusal: (state, { row }) => ({
    title: 'Rejected entry',
    facts: [
      ['user', row.userId],
      ['reason', row.reason],
      ['asked', instantText(row.at)],
      [
        'activity',
        `${state.activities.get(row.campaignActivityId)?.name ?? 'unknown'} (activity ${row.campaignActivityId})`,
      ],
      ['position', placeText(row.place)],
    ],
  }),
  'dead-letter': (_, { row }) => ({
    title: 'Dead letter',
    facts: [
      ['reason', row.reason],
      ['status', row.status],
      ['error', row.error],
      ['position', placeText(row.place)],
      ['kept at', instantText(row.at)],
      ['message', row.payload ?? '(empty)'],
      ['next', '`axon dead-letters list` and `axon dead-letters retry` look after it'],
    ],
  }),
  partition: (_, { row }) => ({
    title: `Partition ${row.partition}`,
    facts: [
      ['source', row.source],
      ['position', formatCount(row.nextOffset)],
      ['lag', row.lag === null ? 'unknown here' : formatCount(row.lag)],
      ['rate', formatRate(row.perSecond)],
      ['state', row.state],
    ],
  }),
}

const instantText = (epochMs: number): string => {
  const date = new Date(epochMs)
  if (Number.isNaN(date.getTime())) return String(epochMs)
  return `${date.toISOString()} (${formatTime(epochMs, true)} here)`
}

const productText = ({ products }: DashboardState, id: number | null): string =>
  id === null ? 'the message names it' : `${products.get(id)?.name ?? 'unknown'} (product ${id})`

const placeText = (place: MessagePlace | null): string | null =>
  place && new SourceName(place.source).place(place.partition, place.offset)

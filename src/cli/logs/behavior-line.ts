import type { KeptBehavior } from '../../behavior-log/reading/kept-behavior.ts'
import { fitCells } from '../../dashboard/text/fit-cells.ts'
import { safeLine } from '../../live-view/safe-line.ts'

/** Cells of each column; the last one takes what is left. */
const CELLS = { received: 19, trigger: 15, event: 20, site: 10, user: 12 }
const GAP = '  '

export const HEAD = [
  ...Object.entries(CELLS).map(([title, cells]) => title.padEnd(cells)),
  'page and what was done',
].join(GAP)

/** A behaviour on one line of at most `width` cells, below {@link HEAD}: lines that come later stand in the same columns. */
export function behaviorLine({ receivedAt, fields }: KeptBehavior, width: number): string {
  const { axon = {}, event = {}, user, url } = fields
  const columns: [string | undefined, number][] = [
    [new Date(receivedAt).toISOString().slice(0, 19).replace('T', ' '), CELLS.received],
    [axon.trigger, CELLS.trigger],
    [`${axon.event_id ?? ''} ${event.action ?? ''}`, CELLS.event],
    [axon.site, CELLS.site],
    [user?.id ?? (axon.anonymous_id && `(${axon.anonymous_id})`), CELLS.user],
  ]
  const start = columns.map(([text, cells]) => fitCells(safeLine(text ?? ''), cells)).join(GAP)
  const end = safeLine(
    [url?.domain, url?.path, detailOf(fields)].filter(Boolean).join(' ').replace(' /', '/'),
  )
  const room = width - start.length - GAP.length
  return `${start}${GAP}${Number.isFinite(room) ? fitCells(end, Math.max(room, 10)).trimEnd() : end}`
}

/** What was done on the page. */
function detailOf({ axon: { element, scroll_percent: scroll, name } = {} }: KeptBehavior['fields']): string {
  const { tag = '', id, text } = element ?? {}
  return [
    element ? `${tag}${id ? `#${id}` : ''}${text ? ` "${text}"` : ''}` : '',
    scroll === undefined ? '' : `${scroll} %`,
    name ?? '',
  ]
    .filter(Boolean)
    .join(' ')
}

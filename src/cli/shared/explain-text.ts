import { formatCount } from '../../domain/format-count.ts'
import { isoInstant } from '../../domain/iso-instant.ts'
import type { MessagePlace } from '../../domain/message-place.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { SourceName } from '../../domain/source-name.ts'
import { safeLine } from '../../live-view/safe-line.ts'
import type { Explanation, LaterRequest } from '../../reads/explanation.ts'

/** An explanation for people: the sentence first, then the facts it rests on. */
export function explainText(explanation: Explanation): string {
  const { activity, userId, why, laterRequests } = explanation
  const headline = `User ${userId}, ${activity.name} (activity ${activity.id}): ${why}.`
  const facts = factsOf(explanation).map(([name, fact]) => `  ${name.padEnd(11)} ${safeLine(fact)}`)
  const later =
    laterRequests.length === 0
      ? ['Later requests of this user: none']
      : [`Later requests of this user: ${formatCount(laterRequests.length)}`, ...laterRequests.map(laterLine)]
  return [safeLine(headline), '', ...facts, '', ...later].join('\n')
}

function factsOf(explanation: Explanation): [name: string, fact: string][] {
  const { activity, product, seen, quantity, price, position, deadLetterId } = explanation
  const limit = activity.limitCount === null ? 'no limit' : `limit ${formatCount(activity.limitCount)}`
  const retried = deadLetterId === null ? '' : ` (the retry of dead letter ${deadLetterId})`
  return [
    ['requested', `${isoInstant(explanation.requestedAt)}${requestNote(explanation)}`],
    ['processed', isoInstant(explanation.processedAt)],
    ['wanted', `${formatCount(quantity)} × ${product.name} (product ${product.id}) at ${formatCount(price)}`],
    ['position', `${positionText(position)}${retried}`],
    ['seen then', `stock ${formatCount(seen.stock)}, ${formatCount(seen.approved)} approved`],
    [
      'now',
      `stock ${formatCount(product.stock)}, ${formatCount(activity.approvedCount)} approved, ${limit}, ${activity.status}`,
    ],
    ['occurrence', occurrenceText(explanation)],
  ]
}

/** The entry keeps the first request's time until approval; the position and what was seen are the latest decision's. */
function requestNote({ outcome, laterRequests }: Explanation): string {
  if (!laterRequests.some(({ decided }) => decided)) return ''
  return outcome === 'rejected' ? ' (the first request; it was decided again since)' : ' (rejected before)'
}

function occurrenceText({ occurrence }: Explanation): string {
  if (!occurrence) return 'none'
  const { id, eventId, eventName, triggerType, occurredAt, context } = occurrence
  return `${id}: ${triggerType ?? 'unknown'} under event ${eventId} ${eventName ?? '(unknown)'}, ${isoInstant(occurredAt)}, ${terminalJson(context)}`
}

function laterLine({ requestedAt, outcome, rejectReason, position, decided }: LaterRequest): string {
  const reason = rejectReason === null ? '' : ` ${rejectReason}`
  const note = decided ? ' (the decision above)' : ''
  return safeLine(`  ${isoInstant(requestedAt)}  ${outcome}${reason}${note}  ${positionText(position)}`)
}

const positionText = ({ source, partition, offset }: MessagePlace): string =>
  new SourceName(source).place(partition, offset)

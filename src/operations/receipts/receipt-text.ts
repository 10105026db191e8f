import { isoTexts } from '../../domain/text/iso-texts.ts'
import type { Receipt } from './receipt.ts'

const OUTCOMES: readonly string[] = [
  'approved',
  'rejected',
  'duplicate',
  'pending',
] satisfies Receipt['outcome'][]

const isoText = isoTexts()

/** What is signed of a receipt: JSON of these fields in this order. */
export function receiptText({ activityId, userId, outcome, sequence, decidedAt, position }: Receipt): string {
  const { source, partition, offset } = position
  const decided = decidedAt === null ? null : isoText(decidedAt)
  return JSON.stringify({
    activityId,
    userId,
    outcome,
    sequence,
    decidedAt: decided,
    source,
    partition,
    offset,
  })
}

/** The receipt of a text that {@link receiptText} wrote; null for any other. */
export function receiptOfText(text: string): Receipt | null {
  try {
    const { activityId, userId, outcome, sequence, decidedAt, source, partition, offset } = JSON.parse(text)
    if (!OUTCOMES.includes(outcome)) return null
    const position = { source, partition, offset }
    const decided = decidedAt === null ? null : Date.parse(decidedAt)
    const receipt = { activityId, userId, outcome, sequence, decidedAt: decided, position }
    return receiptText(receipt) === text ? receipt : null
  } catch {
    return null
  }
}

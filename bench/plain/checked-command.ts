import type { PlainCommand } from './plain-rules.ts'

const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)
const MAX_PRICE = 9_999_999_999.99
const MAX_QUANTITY = 1_000_000
const DIGITS = /^[0-9]+$/
const DECIMAL = /^[0-9]+(?:\.[0-9]{1,2})?$/
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/

/** The command of a line, its fields checked as one would by hand; a text says what is wrong with it. */
export function checkedCommand(line: string, readAt: number): PlainCommand | string {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch (error) {
    return `not JSON: ${(error as Error).message}`
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'must be a JSON object'
  const fields = parsed as Record<string, unknown>
  if (fields.campaignActivityType !== 'FIRST_COME_FIRST_SERVE')
    return `campaignActivityType is not known: ${fields.campaignActivityType}`
  const campaignActivityId = idOf(fields.campaignActivityId)
  if (campaignActivityId === null) return 'campaignActivityId must be an id'
  const userId = idOf(fields.userId)
  if (userId === null) return 'userId must be an id'
  const productId = fields.productId == null ? undefined : idOf(fields.productId)
  if (productId === null) return 'productId must be an id'
  const eventId = fields.eventId == null ? undefined : idOf(fields.eventId)
  if (eventId === null) return 'eventId must be an id'
  const quantity = fields.quantity ?? 1
  if (!isQuantity(quantity)) return `quantity must be an integer from 1 to ${MAX_QUANTITY}`
  const price = fields.price == null ? undefined : priceOf(fields.price)
  if (price === null) return 'price must be a decimal with at most 2 decimals'
  const timestamp = instantOf(fields.timestamp ?? readAt)
  if (timestamp === null) return 'timestamp must be epoch milliseconds, or ISO-8601 with a zone'
  return { campaignActivityId, userId, productId, quantity, price, timestamp, eventId }
}

function idOf(value: unknown): number | null {
  const id = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 1 ? id : null
}

function isQuantity(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_QUANTITY
}

function priceOf(value: unknown): number | null {
  const price = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value
  if (typeof price !== 'number' || !(price >= 0 && price <= MAX_PRICE)) return null
  return Math.round(price * 100) / 100 === price ? price : null
}

function instantOf(value: unknown): number | null {
  const instant = typeof value === 'string' && WITH_ZONE.test(value) ? Date.parse(value) : value
  if (typeof instant !== 'number' || !Number.isInteger(instant)) return null
  return instant >= EARLIEST && instant <= LATEST ? instant : null
}

import { HaltError } from '../../domain/halt-error.ts'
import { oneLineError } from '../../domain/shown-text.ts'
import { OUT_OF_BOUNDS } from '../../messages/exact-decimal.ts'
import { exactJson, markedLiteral } from '../../messages/exact-json.ts'
import { decimalsOfLiteral } from '../../messages/number-literals.ts'
import { checkEvent } from '../events/check-event.ts'
import { eventRowOf } from '../events/event-fields.ts'
import { MAX_PAYLOAD_BYTES, payloadRule } from './seed-fields.ts'
import { SEED_ROWS, type Seed, type SeedList, seedSchema } from './seed-schema.ts'

export interface ParsedSeed {
  readonly seed: Seed
  /** One line for each unknown field (it was ignored), and for what looks wrong of an event. */
  readonly warnings: readonly string[]
}

const LISTS = Object.keys(SEED_ROWS) as SeedList[]

/** So many are told; a file with more has the same mistake in every row. */
const MAX_WARNINGS = 20

/**
 * Checks the value of a seed file as strictly as a message (CONTRACT §4). `file` is named in errors. `exact` is the
 * same value from `parseExactly`, where that may differ: it holds what `JSON.parse` rounds.
 * @throws HaltError that names the first wrong field: `campaignActivities[3].limitCount`.
 */
export function parseSeed(value: unknown, file: string, exact?: unknown): ParsedSeed {
  const { data, error } = seedSchema.safeParse(value)
  const issue = error?.issues[0]
  if (issue) throw refusal(file, pathText(issue.path), issue.message)
  const warnings = unknownFields(value, LISTS).map((name) => `${file}: ignored the unknown list ${name}`)
  for (const list of LISTS) {
    const known = Object.keys(SEED_ROWS[list].shape)
    for (const [index, row] of rowsOf(value, list).entries()) {
      const path = `${list}[${index}]`
      const rounded = roundedField(row, rowsOf(exact, list)[index])
      if (rounded) throw refusal(file, `${path}.${rounded.name}`, `has too many decimals: ${rounded.literal}`)
      for (const name of unknownFields(row, known)) {
        warnings.push(`${file}: ignored the unknown field ${path}.${name}`)
      }
    }
  }
  const seed = data as Seed
  const events =
    exact === undefined ? seed.events : withExactPayloads(seed.events, rowsOf(exact, 'events'), file)
  for (const [index, event] of events.entries()) {
    const checked = checkEvent(eventRowOf(event))
    const [wrong] = checked.errors
    if (wrong) throw refusal(file, `events[${index}].${wrong.field}`, wrong.message)
    for (const { field, message } of checked.warnings) {
      // Its strategy may come later, as that of an activity type may.
      if (field !== 'triggerType') warnings.push(`${file}: events[${index}].${field} ${message}`)
    }
  }
  const more = warnings.length - MAX_WARNINGS
  if (more > 0) warnings.splice(MAX_WARNINGS, more, `${file}: and ${more} more of the kind`)
  return { seed: { ...seed, events }, warnings: warnings.map(oneLineError) }
}

const refusal = (file: string, path: string, why: string): HaltError =>
  new HaltError('SEED_FILE_UNUSABLE', { problem: oneLineError(`seed file ${file}: ${path} ${why}`) })

function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return text.replace(/^\./, '') || 'its content'
}

function rowsOf(value: unknown, list: SeedList): Record<string, unknown>[] {
  return (value as Record<SeedList, Record<string, unknown>[] | null> | undefined)?.[list] ?? []
}

function unknownFields(object: unknown, known: readonly string[]): string[] {
  return Object.keys(object as object).filter((name) => !known.includes(name))
}

function withExactPayloads(
  events: Seed['events'],
  exactRows: readonly Record<string, unknown>[],
  file: string,
): Seed['events'] {
  return events.map((event, index) => {
    if (event.triggerPayload === null) return event
    const path = `events[${index}].triggerPayload`
    const { json, isInBounds } = exactJson(exactRows[index]?.triggerPayload)
    if (!isInBounds) throw refusal(file, path, `must not hold a number ${OUT_OF_BOUNDS}`)
    if (Buffer.byteLength(json) > MAX_PAYLOAD_BYTES)
      throw refusal(file, path, `must be ${payloadRule.mustBe}`)
    return { ...event, triggerPayload: json }
  })
}

/** A number that only looks as if it had few enough decimals: 1.00000000000000000001 is parsed as 1. */
function roundedField(row: Record<string, unknown>, exact: Record<string, unknown> | undefined) {
  for (const [name, value] of Object.entries(row)) {
    const marked = exact?.[name]
    if (typeof value !== 'number' || typeof marked !== 'string') continue
    const literal = markedLiteral(marked)
    if (decimalsOfLiteral(literal) > (name === 'price' ? 2 : 0))
      return { name, literal: literal.slice(0, 60) }
  }
  return undefined
}

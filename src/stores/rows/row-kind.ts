/** What a column of an answer holds, on both databases. */
export interface RowKind<Value> {
  readonly name: string
  readonly isNullable: boolean
  readonly holds: (value: unknown) => value is Value
}

function kind<Value>(name: string, holds: (value: unknown) => boolean): RowKind<Value> {
  return { name, isNullable: false, holds: holds as RowKind<Value>['holds'] }
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

/** CONTRACT §1. */
const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)

export const ID = kind<number>('id', (value) => isWhole(value) && value > 0)

/** A count, an offset, a partition: 0 or more. */
export const COUNT = kind<number>('count', (value) => isWhole(value) && value >= 0)

/** A price. */
export const DECIMAL = kind<number>('decimal', (value) => Number.isFinite(value))

/** Epoch ms: the column was read through `Dialect.epochMs`. */
export const INSTANT = kind<number>(
  'instant',
  (value) => isWhole(value) && value >= EARLIEST && value <= LATEST,
)

export const TEXT = kind<string>('text', (value) => typeof value === 'string')

export const BYTES = kind<Buffer>('bytes', (value) => Buffer.isBuffer(value))

/** Text that is JSON: the column was read with `CAST(… AS text)`. */
export const JSON_TEXT = kind<string>('JSON', (value) => typeof value === 'string' && isJson(value))

export const oneOf = <const Value extends string>(values: readonly Value[]): RowKind<Value> =>
  kind(values.join('|'), (value) => (values as readonly unknown[]).includes(value))

export const nullable = <Value>({ name, holds }: RowKind<Value>): RowKind<Value | null> => ({
  name,
  isNullable: true,
  holds: (value): value is Value | null => value === null || holds(value),
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

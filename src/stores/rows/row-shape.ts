import type { RowKind } from './row-kind.ts'

/**
 * What the rows of an answer look like: it gives them their type, and a test holds the rows of both databases against it. Costs
 * nothing when the question is asked.
 */
export interface RowShape<Row> {
  /** What a row is; no other shape has this name. */
  readonly name: string
  readonly fields: RowFields<Row>
  /** Rows may have other columns as well: they are shown as they are. */
  readonly isOpen?: boolean
}

export type RowFields<Row> = { readonly [Field in keyof Row]-?: RowKind<Row[Field]> }

/** The rows of a shape. */
export type RowOf<Shape> = Shape extends RowShape<infer Row> ? Row : never

export function rowShape<Row>(name: string, fields: RowFields<Row>): RowShape<Row> {
  return { name, fields }
}

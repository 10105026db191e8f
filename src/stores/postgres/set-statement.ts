import type { Columns } from '../columns/column.ts'
import type { RowIds } from '../columns/row-ids.ts'
import { RowSet } from './row-set.ts'
import { type BoundStatement, type Statement, statement } from './statements.ts'

/** A statement whose parameters are sets of rows. */
export interface SetStatement<Sets extends readonly unknown[]> extends Statement {
  parameters(ids: RowIds, ...rows: Rows<Sets>): unknown[]
  /** With its parameters. */
  bound(ids: RowIds, ...rows: Rows<Sets>): BoundStatement
}

type Rows<Sets extends readonly unknown[]> = { readonly [Index in keyof Sets]: readonly Sets[Index][] }

type ColumnsOf<Sets extends readonly unknown[]> = { readonly [Index in keyof Sets]: Columns<Sets[Index]> }
type RowSetsOf<Sets extends readonly unknown[]> = { [Index in keyof Sets]: RowSet<Sets[Index]> }

/** `text` is made once, from the sets of rows with these columns. */
export function setStatement<const Sets extends readonly unknown[]>(
  name: string,
  columns: ColumnsOf<Sets>,
  text: (...sets: RowSetsOf<Sets>) => string,
): SetStatement<Sets> {
  let next = 1
  const sets = columns.map((of) => {
    const set = new RowSet(of as Columns<unknown>, next)
    next += of.length
    return set
  })
  const made = statement(name, text(...(sets as RowSetsOf<Sets>)))
  const parameters = (ids: RowIds, ...rows: Rows<Sets>): unknown[] =>
    sets.flatMap((set, index) => set.parameters(rows[index]!, ids))
  return { ...made, parameters, bound: (ids, ...rows) => ({ ...made, values: parameters(ids, ...rows) }) }
}

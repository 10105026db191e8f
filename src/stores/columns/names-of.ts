import type { Columns } from './column.ts'

/** `a, b, c`, as statements list them. */
export const namesOf = <Row>(columns: Columns<Row>): string => columns.map(({ name }) => name).join(', ')

import { type SQL, sql } from 'drizzle-orm/sql'
import type { DeadLetterStatus } from '../../domain/outcome.ts'
import { idList } from '../id-list.ts'

/** Which dead letters; what is left out does not narrow them. */
export interface DeadLetterFilter {
  readonly status?: DeadLetterStatus | undefined
  readonly reason?: string | undefined
  readonly source?: string | undefined
  /** Each is a parameter of the statement: at most some ten thousand. */
  readonly ids?: readonly number[] | undefined
}

/** The filter as a condition on `dead_letters`, with an id that all of them come after. */
export function deadLetterCondition(filter: DeadLetterFilter, afterId = 0): SQL {
  const { status, reason, source, ids } = filter
  const parts = [sql`id > ${afterId}`]
  if (status !== undefined) parts.push(sql`status = ${status}`)
  if (reason !== undefined) parts.push(sql`reason = ${reason}`)
  if (source !== undefined) parts.push(sql`source = ${source}`)
  if (ids !== undefined) parts.push(ids.length === 0 ? sql`1 = 0` : sql`id IN ${idList(ids)}`)
  return sql.join(parts, sql` AND `)
}

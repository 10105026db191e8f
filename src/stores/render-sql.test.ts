import { PgDialect } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm/sql'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { postgresParameter, renderSql, sqliteParameter } from './render-sql.ts'

const inner = sql`SELECT ${sql.identifier('a "b"')} FROM ${sql.raw('t')} WHERE x = ${"it's"} AND y IN ${[1, null]}`
const statement = sql`${inner} UNION ${sql.join([sql`SELECT ${2}`, sql`SELECT ${"it's"}`.inlineParams()], sql` UNION `)}`

describe('a statement', () => {
  it('is rendered as by the dialects of drizzle', () => {
    const text = (query: { sql: string; params: unknown[] }) => [query.sql, query.params]
    expect(text(renderSql(statement, sqliteParameter))).toEqual(
      text(new SQLiteSyncDialect().sqlToQuery(statement)),
    )
    expect(text(renderSql(statement, postgresParameter))).toEqual(text(new PgDialect().sqlToQuery(statement)))
    expect(renderSql(statement, postgresParameter).params).toEqual(["it's", 1, null, 2])
  })
})

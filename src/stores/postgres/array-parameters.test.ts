import { sql } from 'drizzle-orm/sql'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../../../services/test-database.ts'
import { anyCharacter } from '../../../test/any-character.ts'
import { bigints, byteas, instants, texts } from './array-parameters.ts'
import { postgresDialect } from './dialect.ts'
import { PostgresDatabase } from './postgres-database.ts'
import { PostgresUrl } from './postgres-url.ts'

let database: PostgresDatabase
let client: pg.Client
let drop: () => Promise<void>

beforeAll(async () => {
  const empty = await createTestDatabase(inject('postgresAdminUrl'))
  drop = empty.drop
  database = await PostgresDatabase.open(new PostgresUrl(empty.url))
  client = new pg.Client({ connectionString: empty.url })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.close()
  await drop()
})

const safeInteger = fc.option(fc.maxSafeInteger())
const instant = fc.option(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) }))

test('integers reach the database as they are, to the last of 2^53', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(safeInteger), async (values) => {
      const { rows } = await client.query('SELECT value::text FROM unnest($1::bigint[]) AS value', [
        bigints(values),
      ])
      expect(rows.map(({ value }) => value && Number(value))).toEqual(values)
    }),
    { numRuns: 50 },
  )
})

test('instants are exact to the millisecond, written and read either way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(instant, { minLength: 1 }), async (values) => {
      const { rows } = await client.query(
        'SELECT (extract(epoch from value) * 1000000)::bigint::text AS us FROM unnest($1::timestamptz[]) AS value',
        [instants(values)],
      )
      expect(rows.map(({ us }) => us && Number(us))).toEqual(values.map((value) => value && value * 1000))
      const written = postgresDialect.instant(values[0]!)
      const [read] = await database.query(sql`
        SELECT ${postgresDialect.epochMs(sql`value`)} AS ms, value = ${written} AS same FROM (SELECT ${written} AS value) AS one`)
      expect(read).toEqual({ ms: values[0], same: values[0] === null ? null : true })
    }),
    { numRuns: 50 },
  )
})

test('texts and bytes arrive as they are', async () => {
  const text = fc.option(fc.string({ unit: anyCharacter }).map((value) => value.replaceAll('\u0000', '')))
  const bytes = fc.option(fc.uint8Array().map((value) => Buffer.from(value)))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, bytes)), async (values) => {
      const { rows } = await client.query(
        'SELECT text, bytes FROM unnest($1::text[], $2::bytea[]) AS given(text, bytes)',
        [texts(values.map(([value]) => value)), byteas(values.map(([, value]) => value))],
      )
      expect(rows.map(({ text, bytes }) => [text, bytes])).toEqual(values)
    }),
    { numRuns: 50 },
  )
})

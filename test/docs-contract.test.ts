import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PgTable, getTableConfig as postgresTable } from 'drizzle-orm/pg-core'
import { SQLiteTable, getTableConfig as sqliteTable } from 'drizzle-orm/sqlite-core'
import { expect, it } from 'vitest'
import { ACTIVITY_STATUSES } from '../src/domain/campaign-activity.ts'
import { DEAD_LETTER_REASONS, REJECT_REASONS } from '../src/domain/outcome.ts'
import { invariants } from '../src/operations/invariants/invariants.ts'
import { SEED_ROWS } from '../src/operations/seed/seed-schema.ts'
import { packageRoot } from '../src/package-root.ts'
import { triggerStrategies } from '../src/pipeline/trigger-strategies/trigger-strategies.ts'
import * as postgresSchema from '../src/stores/postgres/schema.ts'
import * as sqliteSchema from '../src/stores/sqlite/schema.ts'

const contract = readFileSync(join(packageRoot, 'docs/contract.md'), 'utf8')

/** A section, or a part of one, by its heading. */
function sectionOf(heading: string): string {
  const [, level = '', text = ''] =
    new RegExp(`^(#+) ${heading}\\n([\\s\\S]*)`, 'm').exec(contract) ?? expect.fail(`no section ${heading}`)
  return text.split(new RegExp(`^#{2,${level.length}} `, 'm'))[0]!
}

/** The rows of the tables of a section, as cells. */
const rowsOf = (heading: string): string[][] =>
  sectionOf(heading)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))

const quotedIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)

/** Column names by table; what stands in brackets is about a column. */
const tables = rowsOf('3\\. Tables').map(([name = '', columns = '']) => [
  name.replaceAll('`', ''),
  quotedIn(columns.replace(/;.*$/, '').replace(/ \([^)]*\)/g, '')),
])

it('lists the tables and columns that SQLite and Postgres have', () => {
  const ofSqlite = Object.values(sqliteSchema).flatMap((table) =>
    table instanceof SQLiteTable ? [sqliteTable(table)] : [],
  )
  const ofPostgres = Object.values(postgresSchema).flatMap((table) =>
    table instanceof PgTable ? [postgresTable(table)] : [],
  )
  for (const schema of [ofSqlite, ofPostgres]) {
    const found = schema.map(({ name, columns }) => [name, columns.map((column) => column.name)])
    expect(tables.toSorted()).toEqual(found.toSorted())
  }
})

it('names every reason for a rejection, in the order of the rules', () => {
  const rejections = sectionOf('Entry rules').match(/(?<=`rejected` `)[A-Z_]+/g)
  expect(rejections).toEqual(REJECT_REASONS)
})

it('names every reason for a dead letter', () => {
  const named = rowsOf('Dead letters').flatMap(([reasons = '']) => quotedIn(reasons))
  expect(named.toSorted()).toEqual(DEAD_LETTER_REASONS.toSorted())
})

it('names every trigger type that has a strategy, and whether it needs a user', () => {
  const named = rowsOf('Trigger strategies').map(([type = '', needsUser]) => [
    type.replaceAll('`', ''),
    needsUser,
  ])
  const known = [...triggerStrategies.values()].map(({ triggerType, needsUser }) => [
    triggerType,
    needsUser ? 'yes' : 'no',
  ])
  expect(named.toSorted()).toEqual(known.toSorted())
})

it('lists the fields of a seed file, and the statuses of an activity', () => {
  const lists = rowsOf('Seed files').map(([list = '', fields = '']) => [
    list.replaceAll('`', ''),
    quotedIn(fields.replace(/\([^)]*\)/g, '')),
  ])
  const known = Object.entries(SEED_ROWS).map(([list, row]) => [list, Object.keys(row.shape)])
  expect(lists).toEqual(known)
  expect(sectionOf('3\\. Tables')).toContain(`\`status\` (${ACTIVITY_STATUSES.join(', ')})`)
})

it('numbers the invariants as axon verify does', () => {
  const numbers = sectionOf('5\\. Invariants').match(/^\d+(?=\. )/gm)
  expect(numbers).toEqual(invariants.map(({ number }) => String(number)))
})

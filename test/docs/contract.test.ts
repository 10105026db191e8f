import type { Command } from 'commander'
import { PgTable, getTableConfig as postgresTable } from 'drizzle-orm/pg-core'
import { SQLiteTable, getTableConfig as sqliteTable } from 'drizzle-orm/sqlite-core'
import { expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { ACTIVITY_STATUSES } from '../../src/domain/campaign-activity.ts'
import { DEAD_LETTER_REASONS, REJECT_REASONS } from '../../src/domain/outcome.ts'
import { routes } from '../../src/http/routes/routes.ts'
import type { Services } from '../../src/http/routes/services.ts'
import { invariants } from '../../src/operations/invariants/invariants.ts'
import { SEED_ROWS } from '../../src/operations/seed/seed-schema.ts'
import { triggerStrategies } from '../../src/pipeline/trigger-strategies/trigger-strategies.ts'
import * as postgresSchema from '../../src/stores/postgres/schema.ts'
import * as sqliteSchema from '../../src/stores/sqlite/schema.ts'
import { Markdown, quotedIn } from './markdown.ts'

const contract = Markdown.of('docs/contract.md')

/** Column names by table; what stands in brackets is about a column. */
const tables = contract
  .section('3. Tables')
  .rows.map(([name = '', columns = '']) => [
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
  const rejections = contract.section('Entry rules').text.match(/(?<=`rejected` `)[A-Z_]+/g)
  expect(rejections).toEqual(REJECT_REASONS)
})

it('names every reason for a dead letter', () => {
  const named = contract.section('Dead letters').rows.flatMap(([reasons = '']) => quotedIn(reasons))
  expect(named.toSorted()).toEqual(DEAD_LETTER_REASONS.toSorted())
})

it('names every trigger type that has a strategy, and whether it needs a user', () => {
  const named = contract
    .section('Trigger strategies')
    .rows.map(([type = '', needsUser]) => [type.replaceAll('`', ''), needsUser])
  const known = [...triggerStrategies.values()].map(({ triggerType, needsUser }) => [
    triggerType,
    needsUser ? 'yes' : 'no',
  ])
  expect(named.toSorted()).toEqual(known.toSorted())
})

it('lists the fields of a seed file, and the statuses of an activity', () => {
  const lists = contract
    .section('Seed files')
    .rows.map(([list = '', fields = '']) => [
      list.replaceAll('`', ''),
      quotedIn(fields.replace(/\([^)]*\)/g, '')),
    ])
  const known = Object.entries(SEED_ROWS).map(([list, row]) => [list, Object.keys(row.shape)])
  expect(lists).toEqual(known)
  expect(contract.section('3. Tables').text).toContain(`\`status\` (${ACTIVITY_STATUSES.join(', ')})`)
})

it('numbers the invariants as axon verify does', () => {
  const numbers = contract.section('5. Invariants').text.match(/^\d+(?=\. )/gm)
  expect(numbers).toEqual(invariants.map(({ number }) => String(number)))
})

/** `axon keys create`, `list` in a cell: two commands. */
function commandsOf(cell: string): string[] {
  let group = ''
  return quotedIn(cell).map((named) => {
    const words = named.replace(/ [<[].*$/, '').split(' ')
    if (words[0] === 'axon') group = words.slice(1, -1).join(' ')
    return [group, words.at(-1)].join(' ').trim()
  })
}

function pathsOf(command: Command, path: readonly string[] = []): string[] {
  if (command.commands.length === 0) return [path.join(' ')]
  return command.commands.flatMap((child) => pathsOf(child, [...path, child.name()]))
}

it('lists every command', async () => {
  const named = contract.section('Commands').rows.flatMap(([cell = '']) => commandsOf(cell))
  expect(named.toSorted()).toEqual(pathsOf(await createProgram()).toSorted())
})

/** Those that show the list itself. */
const ROUTES_OF_THE_LIST = ['GET /openapi.json', 'GET /docs']

it('lists every route of the entry service', () => {
  const named = contract
    .section('Routes')
    .rows.flatMap(([cell = '']) => quotedIn(cell).filter((text) => /^[A-Z]+ \//.test(text)))
  // The services are asked only when a route answers.
  const known = routes({} as Services).map(({ method, path }) => `${method} ${path}`)
  expect(named.toSorted()).toEqual([...known, ...ROUTES_OF_THE_LIST].toSorted())
})

it('has each title once, so that a citation means one place', () => {
  const titles: string[] = contract.text.match(/^#+ .+$/gm) ?? []
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
})

import { expect, it } from 'vitest'
import { parseDatabaseUrl } from '../../src/stores/database-url.ts'
import { PostgresUrl } from '../../src/stores/postgres/postgres-url.ts'
import { SqliteUrl } from '../../src/stores/sqlite/sqlite-url.ts'
import { Markdown, quotedIn } from './markdown.ts'

const page = Markdown.of('docs/database-url.md')
const postgres = page.section('Postgres').rows
const modes = postgres.slice(postgres.findIndex(([cell]) => cell === '`disable`'))
const parameters = postgres.slice(0, -modes.length)

it('lists every parameter of a Postgres URL, as what refuses another one does', () => {
  const named = parameters.flatMap(([cell = '']) => quotedIn(cell)).toSorted()
  const known = /known: (.*)/.exec(refusalOf('postgres://axon@localhost/shop?some=1'))?.[1] ?? ''
  expect(known.split(', ').toSorted()).toEqual(named)
})

function refusalOf(url: string): string {
  try {
    return new PostgresUrl(url).displayUrl
  } catch (error) {
    return (error as Error).message
  }
}

it.each(modes.map(([mode = '']) => mode.slice(1, -1)))('sslmode=%s is one', (mode) => {
  const root = mode === 'verify-ca' ? '&sslrootcert=package.json' : ''
  expect(() => new PostgresUrl(`postgres://axon@localhost/shop?sslmode=${mode}${root}`)).not.toThrow()
})

it('lists every sslmode: what refuses another one names them', () => {
  const named = modes.map(([mode = '']) => mode.slice(1, -1))
  expect(() => new PostgresUrl('postgres://axon@localhost/shop?sslmode=some')).toThrow(
    `one of ${named.join(', ')}`,
  )
})

it('lists the parameter of a SQLite URL with all its values', () => {
  const [[name = '', values = ''] = [], ...others] = page.section('SQLite').rows
  expect(others).toEqual([])
  expect(() => new SqliteUrl(`sqlite:axon.db?${name.slice(1, -1)}=some`)).toThrow(
    `one of ${quotedIn(values).join(', ')}`,
  )
})

const examples = page.text.match(/(?<=^ {4})(?:sqlite|postgres):.+?(?= {2,}|$)/gm) ?? []

it('has examples', () => expect(examples.length).toBeGreaterThan(4))

it.each(examples)('%s can be read', async (url) => {
  await expect(parseDatabaseUrl(url)).resolves.toBeDefined()
})

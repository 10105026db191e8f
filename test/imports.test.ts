import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../src/package-root.ts'

/** What each part may import: dependencies point one way (docs/architecture.md). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  messages: ['domain'],
  pipeline: ['messages', 'domain'],
  kafka: ['pipeline', 'messages', 'domain'],
  stores: ['pipeline', 'messages', 'domain'],
  sources: ['kafka', 'stores', 'pipeline', 'messages', 'domain'],
  operations: ['stores', 'pipeline', 'messages', 'domain'],
  dashboard: ['operations', 'stores', 'pipeline', 'messages', 'domain'],
  cli: ['dashboard', 'operations', 'sources', 'kafka', 'stores', 'pipeline', 'messages', 'domain'],
}

const source = join(packageRoot, 'src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
)

function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8')
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1] ?? '')
  return specifiers.map((specifier) => relative(source, resolve(source, dirname(file), specifier)))
}

it('finds the parts of the program', () => {
  const parts = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]))
  expect([...parts].sort()).toEqual(Object.keys(MAY_IMPORT).sort())
})

it.each(Object.entries(MAY_IMPORT))('%s imports only %j', (part, allowed) => {
  const wrong = files
    .filter((file) => file.startsWith(`${part}/`))
    .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
    .filter(({ target }) => target.includes('/')) // files of src itself belong to all
    .filter(({ target }) => ![part, ...allowed].includes(target.split('/')[0] ?? ''))
  expect(wrong).toEqual([])
})

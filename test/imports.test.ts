import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../src/package-root.ts'
import { PARTS } from './parts.ts'

const source = join(packageRoot, 'src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
)

function specifiersOf(file: string): string[] {
  return specifiersIn(readFileSync(join(source, file), 'utf8'))
}

/** Without those of types alone, which are gone when it runs. */
function runtimeSpecifiersOf(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8')
  return specifiersIn(text.replace(/^(import|export) type [\s\S]*?from '[^']+'$/gm, ''))
}

function specifiersIn(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}

const importsOf = (file: string): string[] => relativeOf(file, specifiersOf(file))

function relativeOf(file: string, specifiers: readonly string[]): string[] {
  const relatives = specifiers.filter((specifier) => specifier.startsWith('.'))
  return relatives.map((specifier) => relative(source, resolve(source, dirname(file), specifier)))
}

it('finds the parts of the program', () => {
  const parts = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]))
  expect([...parts].sort()).toEqual(Object.keys(PARTS).sort())
})

it.each(Object.entries(PARTS))('%s imports only what it may', (part, { mayImport }) => {
  const wrong = files
    .filter((file) => file.startsWith(`${part}/`))
    .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
    .filter(({ target }) => target.includes('/')) // files of src itself belong to all
    .filter(({ target }) => ![part, ...mayImport].includes(target.split('/')[0] ?? ''))
  expect(wrong).toEqual([])
})

const PURE = Object.keys(PARTS).filter((part) => PARTS[part]?.isPure)

it.each(PURE)('%s is pure: a web page can run it', (part) => {
  const own = files.filter((file) => file.startsWith(`${part}/`))
  const packages = own.flatMap((file) => {
    const bundled = PARTS[part]?.bundled?.[file.split('/')[1] ?? ''] ?? []
    const isBundled = (target: string): boolean =>
      bundled.some((name) => target === name || target.startsWith(`${name}/`))
    return runtimeSpecifiersOf(file).flatMap((target) =>
      target.startsWith('.') || isBundled(target) ? [] : [{ file, target }],
    )
  })
  const impure = own.flatMap((file) =>
    relativeOf(file, runtimeSpecifiersOf(file)).flatMap((target) =>
      PURE.includes(target.split('/')[0] ?? '') ? [] : [{ file, target }],
    ),
  )
  expect([...packages, ...impure]).toEqual([])
})

it('docs/architecture.md shows the parts as they are', () => {
  const rows = Object.entries(PARTS).map(([part, { holds, mayImport, isPure }]) => {
    return `| \`src/${part}\` | ${isPure ? '[pure] ' : ''}${holds} | ${mayImport.join(', ') || 'nothing'} |`
  })
  const table = ['| part | what is in it | may import |', '| --- | --- | --- |', ...rows].join('\n')
  const guide = readFileSync(join(packageRoot, 'docs/architecture.md'), 'utf8')
  expect(/<!-- parts -->\n([\s\S]*?)\n<!-- \/parts -->/.exec(guide)?.[1]).toBe(table)
})

it('loads no query builder: statements are written, and rendered by drizzle alone', () => {
  const allowed = ['sql', 'casing', 'migrator'].map((name) => `drizzle-orm/${name}`)
  const schemas = ['stores/sqlite/schema.ts', 'stores/postgres/schema.ts']
  const wrong = files
    .filter((file) => !schemas.includes(file))
    .flatMap((file) => {
      const specifiers = runtimeSpecifiersOf(file)
      const builders = specifiers.filter((name) => name.startsWith('drizzle-orm') && !allowed.includes(name))
      return [...builders, ...relativeOf(file, specifiers).filter((name) => schemas.includes(name))].map(
        (target) => ({ file, target }),
      )
    })
  expect(wrong).toEqual([])
})

/** Within Kafka's house: the client knows none of those who use it. */
const IN_KAFKA: Readonly<Record<string, readonly string[]>> = {
  client: [],
  producer: ['client'],
  consumer: ['client'],
  'dead-letters': ['producer', 'client'],
}

it.each(Object.entries(IN_KAFKA))('kafka/%s imports only %j of its house', (room, allowed) => {
  const roomOf = (file: string): string | undefined => /^kafka\/([^/]+)\//.exec(file)?.[1]
  const own = files.filter((file) => roomOf(file) === room)
  const wrong = own.flatMap((file) =>
    importsOf(file)
      .filter((target) => ![undefined, room, ...allowed].includes(roomOf(target)))
      .map((target) => ({ file, target })),
  )
  expect(own).not.toEqual([])
  expect(wrong).toEqual([])
})

/** Commands share what is in `cli/shared`, and know nothing of each other. */
it('no command imports another', () => {
  const folderOf = (file: string): string | undefined => /^cli\/([^/]+)\//.exec(file)?.[1]
  const wrong = files.flatMap((file) => {
    const own = folderOf(file)
    if (own === undefined) return []
    const targets = importsOf(file).filter((target) => target.startsWith('cli/'))
    return targets
      .filter((target) => ![own, 'shared'].includes(folderOf(target) ?? 'cli'))
      .map((target) => ({ file, target }))
  })
  expect(wrong).toEqual([])
})

/** The help of a metric, which is published as it is, and a property of style sheets. */
const PUBLISHED = ['Gaps that --accept-gap went over.', "'--columns'"]

it('below the command line nothing names its flags or exit codes', () => {
  const wrong = files
    .filter((file) => !file.startsWith('cli/'))
    .flatMap((file) => {
      const text = PUBLISHED.reduce(
        (rest, known) => rest.replace(known, ''),
        readFileSync(join(source, file), 'utf8'),
      )
      const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
      return [...code.matchAll(/['"`\s(]--[a-z][a-z-]+|\bexitCode\b/g)].map(
        ([found]) => `${file}: ${found.trim()}`,
      )
    })
  expect(wrong).toEqual([])
})

it('no file imports itself, however far around', () => {
  const cycles: string[] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file) || path.includes(file)) return
    path.push(file)
    for (const target of importsOf(file)) if (files.includes(target)) visit(target)
    path.pop()
    done.add(file)
  }
  for (const file of files) visit(file)
  expect(cycles).toEqual([])
})

it('no folder holds more than about twenty files', () => {
  const counts = new Map<string, number>()
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  expect([...counts].filter(([, count]) => count > 22)).toEqual([])
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'

const pages = [
  ...readdirSync(packageRoot).filter((file) => file.endsWith('.md')),
  ...['docs', 'bench', 'fixtures'].flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file)),
  ),
]

const read = (page: string): string => readFileSync(join(packageRoot, page), 'utf8')

/** As GitHub makes them of headings. */
function anchorsOf(page: string): string[] {
  const headings = [...read(page).matchAll(/^#+ (.+)$/gm)].map((match) => match[1]!)
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** What a link of the page misses, or null. */
function missing(page: string, link: string): string | null {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path)
  if (!existsSync(join(packageRoot, target))) return `${page}: ${link}`
  const isThere = anchor === undefined || anchorsOf(target).includes(anchor)
  return isThere ? null : `${page}: ${link} (no such heading)`
}

it('every link between the pages leads somewhere', () => {
  const links = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => [page, match[1]!] as const),
  )
  const inside = links.filter(([, link]) => !/^[a-z]+:/.test(link))
  expect(inside.length).toBeGreaterThan(30)
  expect(inside.flatMap(([page, link]) => missing(page, link) ?? [])).toEqual([])
})

it('a link to nowhere is found', () => {
  expect(missing('README.md', 'docs/nowhere.md')).toContain('docs/nowhere.md')
  expect(missing('README.md', '#nowhere')).toContain('#nowhere')
})

const sources = [
  'bin',
  'src',
  'test',
  'scripts',
  'bench',
  'services',
  'fixtures',
  'seeds',
  'migrations',
].flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' }).map(
    (file) => `${folder}/${file}`,
  ),
)
const roots = readdirSync(packageRoot)

/** A file is named by its path, or the end of it: `pipeline/store.ts`. */
const isThere = (named: string): boolean =>
  roots.includes(named) || sources.some((file) => `/${file}`.endsWith(`/${named.replace(/\/$/, '')}`))

it('every file of the sources that a page names is there', () => {
  const named = pages.flatMap((page) =>
    [
      ...read(page)
        .replace(/^```[\s\S]*?^```/gm, '')
        .matchAll(/`((?:[\w-]+\/)*[\w-][\w.-]*\.tsx?|src\/[\w/.-]+)`/g),
    ].map((match) => [page, match[1]!] as const),
  )
  expect(named.length).toBeGreaterThan(30)
  // The recipes make files of their own.
  const missing = named.filter(([page, file]) => !isThere(file) && !read(page).includes(`file=${file}`))
  expect(missing.map(([page, file]) => `${page}: ${file}`)).toEqual([])
})

it('every page that the sources name is there', () => {
  const named = sources
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.endsWith('links.test.ts'))
    .flatMap((file) =>
      [...read(file).matchAll(/\bdocs\/(?:adr\/\d{4}[\w-]*(?:\.md)?|[\w-]+\.md)/g)].map(
        (match) => [file, match[0]] as const,
      ),
    )
  expect(named.length).toBeGreaterThan(10)
  const all = pages.join()
  // An ADR may be named by its number.
  expect(named.filter(([, page]) => !all.includes(page)).map(([file, page]) => `${file}: ${page}`)).toEqual(
    [],
  )
})

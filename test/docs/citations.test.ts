import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'

/** Comments cite docs/contract.md as `CONTRACT §4, *Exit codes*` and docs/faults.md as `FAULTS *Kafka*`. */
const CITATION = /\bCONTRACT\b(?: §(\d+))?(?:,? \*([^*]+)\*)?|\bFAULTS,? \*([^*]+)\*/g

const FOLDERS = ['bin', 'src', 'test', 'bench', 'fixtures', 'scripts', 'services', 'docs']

const read = (file: string): string => readFileSync(join(packageRoot, file), 'utf8')

/** The titles of each numbered section, its own among them. */
const contract = new Map(
  read('docs/contract.md')
    .split(/^## /m)
    .flatMap((section) => {
      const number = /^(\d+)\. /.exec(section)?.[1]
      return number === undefined ? [] : [[number, titlesOf(section)] as const]
    }),
)

const faults = titlesOf(read('docs/faults.md'))

function titlesOf(page: string): string[] {
  return [...page.matchAll(/^(?:\d+\.|#+) (.+)$/gm)].map((match) => match[1]!)
}

/** The citations of a text, those that go over the end of a comment's line too. */
function citationsIn(text: string): RegExpMatchArray[] {
  const joined = text.replace(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' ')
  const each = joined.replace(/(?<=\bCONTRACT (?:§\d+(?:,| and) )+)§/g, 'CONTRACT §')
  return [...each.matchAll(CITATION)]
}

function isBroken([, section, title, fault]: RegExpMatchArray): boolean {
  if (fault !== undefined) return !faults.includes(fault)
  const titles = contract.get(section ?? '')
  return titles === undefined || (title !== undefined && !titles.includes(title))
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|mjs|md)$/.test(file))
    .map((file) => `${folder}/${file}`),
).filter((file) => file !== 'test/docs/citations.test.ts')

it('every citation of the contract and the faults names a section that exists', () => {
  const cited = files.flatMap((file) => citationsIn(read(file)).map((citation) => ({ file, citation })))
  expect(cited.length).toBeGreaterThan(60)
  const broken = cited.filter(({ citation }) => isBroken(citation))
  expect(broken.map(({ file, citation }) => `${file}: ${citation[0]}`)).toEqual([])
})

it.each([
  'CONTRACT §99',
  'CONTRACT §4, *Exit signs*',
  'CONTRACT, entry rules',
  'CONTRACT-BACK §1',
  'CONTRACT §1, *Exit codes*',
  'FAULTS *Weather*',
  '/** Halts\n * (CONTRACT §4, *Replaying a\n * file backwards*). */',
])('a citation like this one is found broken: %j', (text) => {
  expect(citationsIn(text).map(isBroken)).toEqual([true])
})

it('every section of a list is a citation', () => {
  expect(citationsIn('CONTRACT §1, §98 and §99').map(isBroken)).toEqual([false, true, true])
})

import { expect, it } from 'vitest'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { SEED_ROWS, type SeedList } from '../../src/operations/seed/seed-schema.ts'
import { Markdown, quotedIn } from './markdown.ts'

const page = Markdown.of('docs/seed-files.md')
const example = page.code('json seed')
const lists = Object.keys(SEED_ROWS) as SeedList[]

const fieldsOf = (list: SeedList) =>
  page
    .section(list)
    .rows.map(([field = '', , required]) => ({ field: quotedIn(field)[0]!, isRequired: required === 'yes' }))

it.each(lists)('lists every field of %s that the code reads, and no other', (list) => {
  expect(fieldsOf(list).map(({ field }) => field)).toEqual(Object.keys(SEED_ROWS[list].shape))
})

it.each(lists)('says which fields of %s are required: the others may be left out, or null', (list) => {
  const [row] = (JSON.parse(example) as Record<SeedList, Record<string, unknown>[]>)[list]
  for (const { field, isRequired } of fieldsOf(list)) {
    const { [field]: _, ...others } = row!
    for (const without of [others, { ...others, [field]: null }]) {
      const parse = () => parseSeed({ [list]: [without] }, 'shop.json')
      if (isRequired) expect(parse).toThrow(`${list}[0].${field}`)
      else expect(parse).not.toThrow()
    }
  }
})

it('has an example with every list and every field, which is taken without a warning', () => {
  const seed = JSON.parse(example) as Record<SeedList, object[]>
  expect(Object.keys(seed)).toEqual(lists)
  for (const list of lists) {
    const used = new Set(seed[list].flatMap((row) => Object.keys(row)))
    expect([...used].toSorted()).toEqual(
      fieldsOf(list)
        .map(({ field }) => field)
        .toSorted(),
    )
  }
  expect(parseSeed(seed, 'shop.json').warnings).toEqual([])
})

const refused = page
  .section('What is refused')
  .rows.map(([seed = '', says = '']) => [quotedIn(seed)[0]!, quotedIn(says)[0]!])

it('has examples of what is refused', () => expect(refused.length).toBeGreaterThan(5))

it.each(refused)('refuses %s', (seed, says) => {
  expect(() => parseSeed(JSON.parse(seed), 'shop.json')).toThrow(`seed file shop.json: ${says}`)
})

import { expect, it } from 'vitest'
import { texts as en } from '../../../src/browser/admin/texts/en/texts.ts'
import { texts as ko } from '../../../src/browser/admin/texts/ko/texts.ts'

type Texts = { readonly [key: string]: string | Texts }

/** `events.saved` → its text. */
function flat(texts: Texts, at = ''): ReadonlyMap<string, string> {
  const entries = Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as const] : [...flat(value, `${at}${key}.`)],
  )
  return new Map(entries)
}

const [english, korean] = [flat(en), flat(ko)]

it('says everything in both languages', () => {
  expect([...korean.keys()].sort()).toEqual([...english.keys()].sort())
  expect([...korean].filter(([key, text]) => text === '' && english.get(key) !== '')).toEqual([])
})

it('puts the same values into both', () => {
  const values = (text: string): readonly string[] =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort()
  const differ = [...english].filter(
    ([key, text]) => values(text).join() !== values(korean.get(key) ?? '').join(),
  )
  expect(differ).toEqual([])
})

/** What is the same everywhere: the name of the product, and examples of addresses and code. */
const SAME = /^(shell\.title|builder\.hints\.|words\.quoted|events\.triggerHints)/

it('is Korean where it is Korean', () => {
  const foreign = [...korean].filter(([key, text]) => text !== '' && !/[가-힣]/.test(text) && !SAME.test(key))
  // Signs say the same in every language.
  expect(foreign.filter(([, text]) => /[A-Za-z]{4,}/.test(text.replace(/\{\{\w+\}\}/g, '')))).toEqual([])
})

import { describe, expect, it } from 'vitest'
import { Markdown, quotedIn } from './markdown.ts'

/** The part before the first `##`, and each one after. */
const partsOf = (page: string): string[] => Markdown.of(page).text.split(/^## /m)

const english = partsOf('README.md')
const korean = partsOf('README.ko.md')
const parts = english.map((text, index) => ({
  text,
  title: text.split('\n', 1)[0],
  other: korean[index] ?? '',
}))

const withoutComments = (code: string): string => code.replace(/\s+#.*$/gm, '')

/** Blocks of code, indented ones among them; of comments only that they are there. */
function commandsIn(part: string): string[] {
  const fenced = new Markdown(part).codeBlocks.map(({ info, code }) => `${info}\n${withoutComments(code)}`)
  return [...fenced, ...(part.match(/^ {4}\S.*$/gm) ?? [])]
}

const proseOf = (part: string): string => part.replace(/^```[\s\S]*?^```/gm, '').replace(/^ {4}\S.*$/gm, '')

/** Where the two pages link to each other they differ. */
const linksIn = (part: string): string[] =>
  [...part.matchAll(/\]\(([^)]+)\)/g)]
    .map((match) => match[1]!)
    .filter((link) => !/^README/.test(link))
    .toSorted()

const figuresIn = (part: string): string[] =>
  (
    proseOf(part)
      .replaceAll(/\]\([^)]+\)/g, ']')
      .match(/\d+(?:[.,]\d+)*/g) ?? []
  ).toSorted()

it('has as many parts as the English page, and the two lead to each other', () => {
  expect(korean).toHaveLength(english.length)
  expect(english[0]).toContain('](README.ko.md)')
  expect(korean[0]).toContain('](README.md)')
})

describe.each(parts)('$title', ({ text, other }) => {
  it('has the same commands', () => expect(commandsIn(other)).toEqual(commandsIn(text)))
  it('has the same figures', () => expect(figuresIn(other)).toEqual(figuresIn(text)))
  it('has the same links', () => expect(linksIn(other)).toEqual(linksIn(text)))
  it('names the same things', () => {
    const named = (part: string) => [...new Set(quotedIn(proseOf(part)))].toSorted()
    expect(named(other)).toEqual(named(text))
  })
})

it('speaks the words of the glossary', () => {
  const page = korean.join('## ')
  const glossary = Markdown.of('docs/contract.md').section('6. Glossary').rows
  const words = [
    '엔트리',
    '발생 로그',
    '캠페인 활동',
    '데드 레터',
    '리플레이',
    '재고',
    '파티션',
    '위치',
    '소스',
  ]
  const known = glossary.map(([, term = '']) => term).join()
  expect(words.filter((word) => !known.includes(word) || !page.includes(word))).toEqual([])
})

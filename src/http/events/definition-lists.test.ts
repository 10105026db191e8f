import { expect, it } from 'vitest'
import { DefinitionLists } from './definition-lists.ts'
import { deliveredDefinition } from './delivered-definition.ts'

const delivered = (id: number, name: string) =>
  deliveredDefinition({
    ...{ id, name, revision: 1, triggerType: 'CLICK', triggerPayload: { audience: { not: {} } } },
    ...{ sink: 'LOG', siteId: null, startsAt: null, endsAt: null },
  } as never)

it('makes a list once for all to whom the same definitions apply', () => {
  const lists = new DefinitionLists()
  const list = lists.get('choice', () => [delivered(1, '하나')])
  expect(lists.get('choice', () => [])).toBe(list)
  expect(list.bytes).toBe(list.bytes)
  expect(JSON.parse(list.bytes.toString())).toEqual({
    ...{ version: list.version, refreshAfterMs: 10_000, empty: false },
    definitions: [{ id: 1, name: '하나', revision: 1, triggerType: 'CLICK' }],
  })
})

it('names a list by its content', () => {
  const [one, two] = [delivered(1, 'one'), delivered(2, 'two')]
  const versionOf = (...definitions: ReturnType<typeof delivered>[]) =>
    new DefinitionLists().get('any', () => definitions).version
  expect(versionOf(one, two)).toBe(versionOf(delivered(1, 'one'), delivered(2, 'two')))
  expect(new Set([versionOf(), versionOf(one), versionOf(two), versionOf(one, two)]).size).toBe(4)
})

it('forgets the lists that nobody asks for, before they fill the memory', () => {
  const lists = new DefinitionLists()
  const large = delivered(1, 'x'.repeat(1024 * 1024))
  const kept = lists.get('kept', () => [large])
  for (let turn = 0; turn < 100; turn += 1) {
    lists.get(`other ${turn}`, () => [large])
    expect(lists.get('kept', () => [])).toBe(kept)
  }
  expect(lists.get('other 0', () => []).isEmpty).toBe(true)
})

import { expect, it } from 'vitest'
import { DefinitionLists } from './definition-lists.ts'
import { deliveredDefinition } from './delivered-definition.ts'

const delivered = (id: number, name: string) =>
  deliveredDefinition({
    ...{ id, name, revision: 1, triggerType: 'CLICK', triggerPayload: { audience: { not: {} } } },
    ...{ sink: 'LOG', siteId: null, startsAt: null, endsAt: null },
  } as never)

/** Asks twice: a list that is asked for once is not kept. */
function keptList(lists: DefinitionLists, name: string, ...definitions: ReturnType<typeof delivered>[]) {
  lists.get(name, () => definitions)
  return lists.get(name, () => definitions)
}

it('makes a list once for all to whom the same definitions apply, if it is asked for again', () => {
  const lists = new DefinitionLists()
  const list = keptList(lists, 'choice', delivered(1, '하나'))
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
  const kept = keptList(lists, 'kept', large)
  for (let turn = 0; turn < 100; turn += 1) {
    keptList(lists, `other ${turn}`, large)
    expect(lists.get('kept', () => [])).toBe(kept)
  }
  expect(lists.get('other 0', () => []).isEmpty).toBe(true)
})

it('keeps nothing of a list that is asked for once, also if thousands were asked for in between', () => {
  const lists = new DefinitionLists()
  lists.get('once', () => [delivered(1, 'one')])
  expect(lists.get('once', () => []).isEmpty).toBe(true)
  for (let other = 0; other < 25_000; other += 1) lists.get(`other ${other}`, () => [])
  const again = lists.get('again', () => [delivered(1, 'one')])
  expect(lists.get('again', () => [delivered(1, 'one')])).not.toBe(again)
})

import { expect, it } from 'vitest'
import type { ActiveBrowserDefinition } from '../../reads/events/active-browser-definitions.ts'
import { ActiveDefinitions } from './active-definitions.ts'

const definition = (id: number, more: Partial<ActiveBrowserDefinition> = {}): ActiveBrowserDefinition => ({
  id,
  name: `event ${id}`,
  revision: 1,
  triggerType: 'PAGE_VIEW',
  triggerPayload: {},
  sink: 'LOG',
  siteId: null,
  startsAt: null,
  endsAt: null,
  ...more,
})

function givenDatabase() {
  const state = { now: 1_000_000, rows: [definition(1)], reads: 0, isAway: false, hold: Promise.resolve() }
  const read = async () => {
    state.reads += 1
    const { rows } = state
    await state.hold
    if (state.isAway) throw new Error('connection refused')
    return rows
  }
  const definitions = new ActiveDefinitions(read, () => state.now)
  const idsOf = async (siteId: number) => {
    const site = await definitions.ofSite(siteId)
    const choice = site.choose({ user: undefined, now: state.now, isOpen: () => true })
    return site.chosen(choice).map(({ id }) => id)
  }
  return { state, definitions, idsOf }
}

/** All that could be done by now is done. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('is read once for all who ask, and again when it is some time old', async () => {
  const { state, idsOf } = givenDatabase()
  await Promise.all(Array.from({ length: 100 }, () => idsOf(1)))
  state.now += 300
  await idsOf(1)
  expect(state.reads).toBe(1)
  state.now += 1
  await idsOf(1)
  expect(state.reads).toBe(2)
})

it('nobody waits for a new reading unless what is known is nearly a second old', async () => {
  const { state, idsOf } = givenDatabase()
  await idsOf(1)
  let release = () => {}
  state.hold = new Promise((resolve) => {
    release = resolve
  })
  state.rows = [definition(1), definition(2)]
  state.now += 700
  expect(await idsOf(1)).toEqual([1])
  state.now += 1
  const waiting = idsOf(1)
  expect(await Promise.race([waiting, settled()])).toBeUndefined()
  release()
  expect(await waiting).toEqual([1, 2])
})

it('while the database is away what was read last counts; what was never read can not be told', async () => {
  const { state, definitions, idsOf } = givenDatabase()
  state.isAway = true
  await expect(idsOf(1)).rejects.toThrow('can not be had')
  state.isAway = false
  state.now += 1_000
  expect(await idsOf(1)).toEqual([1])
  state.isAway = true
  state.now += 3_600_000
  expect(await idsOf(1)).toEqual([1])
  expect([definitions.count, definitions.ageMs]).toEqual([1, 3_600_000])
})

it('what stays the same is not made again for a site, whatever changes for others', async () => {
  const { state, definitions, idsOf } = givenDatabase()
  const own = definition(2, { siteId: 1 })
  state.rows = [definition(1), own]
  const before = await definitions.ofSite(1)
  state.rows = [state.rows[0]!, own, definition(3, { siteId: 2 })]
  state.now += 1_000
  expect(await idsOf(2)).toEqual([1, 3])
  expect(await definitions.ofSite(1)).toBe(before)
})

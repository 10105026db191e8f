import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { SHOP } from '../shop.ts'
import { RunningService, tokenOf } from './running-service.ts'

const FROZEN_MS = 20_000

it('frozen for longer than requests may wait, it goes on where it was: nothing is decided twice', async () => {
  const service = await RunningService.start({ shop: SHOP })
  try {
    const before = await service.enter(await tokenOf(1))
    service.signal('SIGSTOP')
    const asked = Promise.all([1, 2, 3].map(async (user) => service.enter(await tokenOf(user))))
    await wait(FROZEN_MS) // the fault is that it lasts this long
    service.signal('SIGCONT')
    const [again, second, third] = await asked
    expect([again!.status, again!.body.sequence]).toEqual([200, before.body.sequence])
    for (const answer of [second!, third!]) expect([201, 503]).toContain(answer.status)
    const truth = await Promise.all([1, 2, 3].map(async (user) => service.enter(await tokenOf(user))))
    expect(truth.map(({ body }) => body.sequence).toSorted()).toEqual([1, 2, 3])
    expect((await service.folder.axon(['verify'])).code).toBe(0)
  } finally {
    await service.stop()
  }
})

import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { waitUntil } from '../../services/wait-until.ts'
import { verify } from '../../src/operations/verify.ts'
import { SHOP } from '../shop.ts'
import { type Answered, RunningService, tokenOf } from './running-service.ts'

const [PRODUCT] = SHOP.products
const [ACTIVITY] = SHOP.campaignActivities
const FOR_ALL = {
  ...SHOP,
  products: [{ ...PRODUCT, stock: 1_000_000 }],
  campaignActivities: [{ ...ACTIVITY, limitCount: null }],
}

/** Users who ask one after the other, each at once after the one before, until the service is gone. */
async function customers(
  service: RunningService,
  firstUser: number,
  told: Map<number, Answered>,
): Promise<void> {
  for (let user = firstUser; ; user += 1) {
    try {
      told.set(user, await service.enter(await tokenOf(user)))
    } catch {
      return
    }
  }
}

it('asked to stop under load, it answers what it has read, says so to its balancer, and ends with 143', async () => {
  const service = await RunningService.start({ shop: FOR_ALL, args: ['--drain-delay', '1'] })
  try {
    const told = new Map<number, Answered>()
    const all = Array.from({ length: 10 }, (_, index) => customers(service, 1 + index * 10_000, told))
    expect(await waitUntil(async () => told.size > 100, 10_000)).toBe(true)
    service.signal('SIGTERM')
    expect(await waitUntil(async () => (await service.ask('/readyz')).status === 503, 1_500)).toBe(true)
    const beforeTheEnd = told.size
    const late = await Promise.race([service.ended(), wait(10_000, 'late' as const, { ref: false })])
    expect(late).toBe(143)
    await Promise.all(all)
    expect(told.size).toBeGreaterThan(beforeTheEnd) // it went on while it drained
    expect([...told.values()].filter(({ status }) => status !== 201)).toEqual([])
    // Whoever was approved was told, or had sent nothing that was read to its end.
    const { activities } = await service.folder.status()
    expect(activities[0]!.approved).toBe(told.size)
    const { holds } = await service.folder.withDatabase((database) => verify(database))
    expect(holds).toBe(true)
  } finally {
    await service.stop()
  }
}, 40_000)

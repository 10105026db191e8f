import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { verify } from '../../src/operations/verify.ts'
import { RunningService } from '../cli/running-service.ts'
import { databases } from '../databases.ts'
import { withShop } from '../open-shop.ts'
import { SHOP } from '../shop.ts'

const AXON_JWT_SECRET = 'a secret of 32 bytes, for tests only'

const USERS = Array.from({ length: 1_000 }, (_, index) => 1 + index)

/** Nothing was taken: by a service that is busy, or whose requests come too slowly from a machine that is. */
const AGAIN = [408, 503]

/** Each user asks one of them, and some then the other. Who has to ask again does so, as clients do. */
async function sell(services: readonly RunningService[]): Promise<void> {
  const ask = async (
    user: number,
    service: number,
  ): Promise<{ readonly status: number; readonly sequence: number | null }> => {
    const response = await services[service % 2]!.enter(user)
    const body = (await response.json()) as { readonly sequence: number | null }
    if (!AGAIN.includes(response.status)) return { ...body, status: response.status }
    await wait(Number(response.headers.get('retry-after')) * 1_000)
    return ask(user, service)
  }
  const answers = await Promise.all(USERS.map((user) => ask(user, user)))
  const sequences = answers.filter(({ status }) => status === 201).map(({ sequence }) => sequence!)
  expect(sequences.sort((one, other) => one - other)).toEqual(USERS.slice(0, 100))
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(900)
  const again = await Promise.all(USERS.slice(0, 200).map((user) => ask(user, user + 1)))
  expect(again.map(({ sequence }) => sequence)).toEqual(answers.slice(0, 200).map(({ sequence }) => sequence))
}

it.each(databases)(
  'two services on one database of $name sell 100 pieces to 100 of 1 000 users',
  ({ create }) => {
    let url = ''
    const remembered = async () => {
      const empty = await create()
      url = empty.url
      return empty
    }
    return withShop(remembered, SHOP, async (database) => {
      const start = () =>
        RunningService.start(['--database', url, '--jwt-audience', 'axon'], { AXON_JWT_SECRET })
      const services = await Promise.all([start(), start()])
      try {
        await sell(services)
      } finally {
        expect(await Promise.all(services.map((service) => service.stop()))).toEqual([143, 143])
      }
      expect(await verify(database)).toMatchObject({ holds: true })
    })
  },
  120_000,
)

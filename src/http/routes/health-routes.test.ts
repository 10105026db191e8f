import { expect, it } from 'vitest'
import { getReadyz } from './health-routes.ts'
import type { Services } from './services.ts'

const ready = (why: string | null) =>
  getReadyz({ notReady: async () => why } as Services).answer!({} as never)

it('strangers hear that no requests are taken, not which database is away', async () => {
  const { status, body } = await ready('database postgres://shop@10.0.0.5/sale: nothing listens there')
  expect(status).toBe(503)
  expect(JSON.stringify(body)).not.toMatch(/postgres|10\.0\.0\.5/)
})

it('200 while requests are taken', async () => {
  expect((await ready(null)).status).toBe(200)
})

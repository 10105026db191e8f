import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runHere } from '../cli/run-here.ts'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { sharedService } from './shared-service.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-receipts-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Of a receipt's fields in an answer, each with another value that it could have. */
const CHANGES: Readonly<Record<string, unknown>> = {
  outcome: 'duplicate',
  activityId: 2,
  userId: 9,
  productId: 2,
  quantity: 2,
  price: 1,
  sequence: 2,
  reason: 'OUT_OF_STOCK',
  requestedAt: '2026-05-01T01:00:00.000Z',
  decidedAt: '2026-05-01T01:00:00.000Z',
}

describe.each(databases)('answers of a service on $name, held against it', ({ create }) => {
  const serviceOf = sharedService(create, {
    ...SHOP,
    campaignActivities: [{ ...SHOP.campaignActivities[0], limitCount: 1 }],
  })

  async function verify(answer: object): Promise<{ code: number | null; stdout: string }> {
    const service = serviceOf()
    const keys = join(folder, 'keys.json')
    await writeFile(keys, JSON.stringify((await service.ask('GET', '/v1/receipt-keys')).body))
    const args = ['verify', '--receipt', '-', '--receipt-keys', keys, '--database', service.databaseUrl]
    return runHere(args, { input: JSON.stringify(answer) })
  }

  it('hold as they are; one in which any field was changed does not, and the field is named', async () => {
    const approved = (await serviceOf().enter(1)).body
    const again = (await serviceOf().enter(1)).body
    const refused = (await serviceOf().enter(2)).body
    const own = (await serviceOf().ask('GET', '/v1/activities/1/entries/me', { user: 2 })).body
    expect([approved, again, refused, own].map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['approved', null],
      ['duplicate', null],
      ['rejected', 'LIMIT_REACHED'],
      ['rejected', 'LIMIT_REACHED'],
    ])
    for (const answer of [approved, again, refused, own]) {
      expect(Object.keys(answer)).toEqual(expect.arrayContaining(Object.keys(CHANGES)))
      expect(await verify(answer)).toMatchObject({ code: 0 })
      for (const [field, value] of Object.entries(CHANGES)) {
        const changed = { ...answer, [field]: answer[field] === value ? 'approved' : value }
        const { code, stdout } = await verify(changed)
        expect({ field, code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining(field) })
      }
    }
  })

  it('of a rejection that was decided again, what is still kept is compared, and the rest is named', async () => {
    const first = (await serviceOf().enter(3)).body
    const second = (await serviceOf().enter(3)).body
    expect((await serviceOf().enter(3)).body.outcome).toBe('rejected')
    const { code, stdout } = await verify(second)
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('not kept, so not compared: productId, quantity, price'),
    })
    expect(await verify({ ...second, reason: 'OUT_OF_STOCK' })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('the reason is "LIMIT_REACHED", not "OUT_OF_STOCK"'),
    })
    expect(await verify({ ...first, requestedAt: CHANGES.requestedAt })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('the requestedAt is'),
    })
    expect(await verify(first)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('not compared: productId, quantity, price, reason'),
    })
  })
})

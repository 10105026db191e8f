import { expect, inject, it } from 'vitest'
import { createTestDatabase } from '../../services/test-database.ts'
import { EntryService } from '../../src/cli/serve/service/entry-service.ts'
import { SecretTokens } from '../../src/http/identity/secret-tokens.ts'
import { ServeLog } from '../../src/monitoring/serve-log.ts'
import { newReceiptKey, receiptKeysOf } from '../../src/operations/receipts/receipt-keys.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { verify } from '../../src/operations/verify.ts'
import { entriesOnRecord } from '../../src/reads/sale/entries-on-record.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { CutProxy, type StatementFate } from '../faults/cut-proxy.ts'
import { SHOP } from '../shop.ts'
import { NO_CONNECTIONS, type Reply, SECRET, ShopService } from './shop-service.ts'

const FATES: readonly StatementFate[] = ['reply-lost', 'dropped', 'cut-at-once']

it('tells nobody what is not stored, although two services of one name lose the replies to their COMMITs', async () => {
  const empty = await createTestDatabase(inject('postgresAdminUrl'))
  const judge = await openDatabase(empty.url)
  await seed(judge, parseSeed(SHOP, 'shop').seed, { reset: false })
  const receiptKeys = receiptKeysOf(newReceiptKey())!
  const lines: Record<string, unknown>[] = []
  const log = new ServeLog({ format: 'json', target: { write: (text) => lines.push(JSON.parse(text)) } })
  const services = await Promise.all(
    ['one', 'other'].map(async () => {
      const proxy = await CutProxy.to(empty.url)
      const database = await openDatabase(proxy.url(empty.url), { isPrompt: true })
      const service = await EntryService.start(database, {
        ...{ host: '127.0.0.1', port: 0, name: 'the same', batchSize: 500, maxStreams: 10 },
        ...{ metricsHost: '127.0.0.1', limitUser: null, limitIp: null, receiptKeys, log },
        sinkConnections: NO_CONNECTIONS,
        tokens: new SecretTokens(SECRET, { audience: 'axon', issuer: null, userClaim: 'sub' }),
      })
      return { proxy, database, service, shop: new ShopService(database, service, lines) }
    }),
  )
  const told = new Map<number, Reply>()
  let users = 0
  let isOver = false
  const customers = Array.from({ length: 20 }, async (_, index) => {
    while (!isOver) {
      users += 1
      const user = users
      const { shop } = services[index % 2]!
      let reply = await shop.enter(user)
      while (reply.status === 503 && !isOver) reply = await shop.enter(user)
      told.set(user, reply)
    }
  })
  for (let cut = 0; cut < 12; cut += 1) {
    const { proxy } = services[cut % 2]!
    const before = proxy.cuts
    proxy.cutAtCommit(FATES[cut % 3]!)
    await expect.poll(() => proxy.cuts).toBe(before + 1)
    const answered = told.size
    await expect.poll(() => told.size).toBeGreaterThan(answered + 20)
  }
  isOver = true
  await Promise.all(customers)
  expect(services.reduce((sum, { proxy }) => sum + proxy.cuts, 0)).toBe(12)

  const keys = [...told.keys()].map((userId) => ({ campaignActivityId: 1, userId }))
  const stored = new Map((await entriesOnRecord(judge, keys)).map((entry) => [entry.userId, entry]))
  for (const [user, { status, body }] of told) {
    if (status === 503) continue
    const entry = stored.get(user)
    expect([status < 300, body.sequence, body.reason]).toEqual([
      entry?.status === 'APPROVED',
      entry?.sequence,
      entry?.rejectReason,
    ])
  }
  expect(told.size).toBeGreaterThan(100)
  expect(await verify(judge)).toMatchObject({ holds: true })
  for (const { service, database, proxy } of services) {
    await service.close()
    await database.close()
    await proxy.close()
  }
  await judge.close()
  await empty.drop()
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm/sql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DeadLetterRows } from '../../src/kafka/dead-letters/dead-letter-rows.ts'
import { discardDeadLetters } from '../../src/operations/dead-letters/discard-dead-letters.ts'
import { retryDeadLetters } from '../../src/operations/dead-letters/retry-dead-letters.ts'
import { digest } from '../../src/operations/digest/digest.ts'
import { createEvent } from '../../src/operations/events/create-event.ts'
import { createApiKey } from '../../src/operations/keys/create-api-key.ts'
import { revokeApiKey } from '../../src/operations/keys/revoke-api-key.ts'
import { proveReceipt } from '../../src/operations/receipts/prove-receipt.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { addSite } from '../../src/operations/sites/add-site.ts'
import { verify } from '../../src/operations/verify.ts'
import { packageRoot } from '../../src/package-root.ts'
import { BatchWriter } from '../../src/pipeline/commit/batch-writer.ts'
import { askForLife } from '../../src/reads/ask-for-life.ts'
import { countDeadLetters, listDeadLetters } from '../../src/reads/dead-letters/dead-letters.ts'
import { readActiveBrowserDefinitions } from '../../src/reads/events/active-browser-definitions.ts'
import { readDefinitionRevisions } from '../../src/reads/events/definition-revisions.ts'
import { readEventRevisions } from '../../src/reads/events/event-revisions.ts'
import { readEvents } from '../../src/reads/events/events.ts'
import { readUserSummaries } from '../../src/reads/events/user-summaries.ts'
import { explain } from '../../src/reads/explain.ts'
import { readApiKeys } from '../../src/reads/identity/api-keys.ts'
import { readSites } from '../../src/reads/identity/sites.ts'
import { DatabaseView } from '../../src/reads/live/database-view.ts'
import { activitiesOnSale } from '../../src/reads/sale/activities-on-sale.ts'
import { decisionsAt } from '../../src/reads/sale/decisions-at.ts'
import { entriesOnRecord } from '../../src/reads/sale/entries-on-record.ts'
import { isShopEmpty, readSeeding } from '../../src/reads/seeding.ts'
import { readStatus } from '../../src/reads/status/status.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { click, OPENING, SHOP } from '../shop.ts'
import { sliceOf } from '../slice-of.ts'
import { askForAdmin } from './ask-for-admin.ts'
import { WatchedRows } from './watched-rows.ts'

const [MUG_SALE] = SHOP.campaignActivities
const [PURCHASE] = SHOP.events

/** Every column that may be null is, in one row, and is not in another. */
const WHOLE_SHOP = {
  products: [...SHOP.products, { id: 2, productName: '접시', stock: 3, price: 0.1 }],
  campaigns: [...SHOP.campaigns, { id: 2, name: '여름', startAt: OPENING, endAt: OPENING + 1_000 }],
  campaignActivities: [
    { ...MUG_SALE, limitCount: 2 },
    { ...MUG_SALE, id: 2, productId: null, limitCount: null, price: 9.99 },
    { ...MUG_SALE, id: 3, startDate: OPENING, endDate: OPENING + 1_000 },
  ],
  events: [
    ...SHOP.events,
    { ...PURCHASE, id: 4, description: '접시를 산다', triggerPayload: { where: 'here' } },
  ],
}
const LATER_ACTIVITY = { ...MUG_SALE, id: 9 }

const login = (more: object) => ({ triggerType: 'LOGIN_SUCCESS', userId: 5, occurredAt: OPENING, ...more })

/** Of all outcomes and reasons that leave different columns empty. */
const MESSAGES = [
  click(1),
  click(2, { eventId: 4 }),
  click(3), // LIMIT_REACHED
  click(3), // and again
  click(1), // duplicate
  click(6, { campaignActivityId: 2, productId: 2, quantity: 2 }),
  click(7, { campaignActivityId: 9 }), // UNKNOWN_ACTIVITY, until it is retried
  login({ pageUrl: 'https://shop.example/mug', messageId: 'm1', context: { list: [1] } }),
  login({}),
  null, // EMPTY_MESSAGE
  Buffer.from('no JSON'),
]

const TOMBSTONE = { offset: 1, key: null, value: null, recordTime: null }

/** Asks every question that the program asks, of a shop that is filled meanwhile. */
async function askEverything({ database }: WatchedRows): Promise<void> {
  const view = new DatabaseView()
  await view.look(database)
  for (let times = 0; times < 2; times += 1) {
    await seed(database, parseSeed(WHOLE_SHOP, 'shop').seed, { reset: false })
  }
  const writer = new BatchWriter(database, { retries: 0 })
  await writer.write([{ ...sliceOf(MESSAGES), messageKind: null }])
  const from = { nextOffset: 0, fingerprint: null }
  const slice = sliceOf([null], { partition: 1 })
  await writer.write([
    {
      ...slice,
      messageKind: 'command',
      messages: [TOMBSTONE],
      claim: { kind: 'advance', from: null, to: { ...from, nextOffset: 2 } },
    },
  ])
  await view.look(database)
  await seed(database, parseSeed({ campaignActivities: [LATER_ACTIVITY] }, 'shop').seed, { reset: false })
  await publishDeadLetters(database)
  await retryDeadLetters(database, { reason: 'UNKNOWN_ACTIVITY' }, { retries: 0 })
  await discardDeadLetters(database, { reason: 'INVALID_JSON' })
  await retryDeadLetters(database, {}, { retries: 0 })
  // A trigger type of one's own may do without a user.
  await database.query(sql`UPDATE event_occurrences SET user_id = NULL WHERE message_id = 'm1'`)
  await new DatabaseView().look(database)
  await view.look(database)
  await askForLife(database)
  await readSeeding(database)
  expect(await isShopEmpty(database)).toBe(false)
  await listDeadLetters(database, {}, { limit: 10 })
  await countDeadLetters(database, {})
  await digest(database)
  const keys = [1, 3].map((userId) => ({ campaignActivityId: 1, userId }))
  expect(await entriesOnRecord(database, keys)).toHaveLength(2)
  const at = { source: 'kafka:test', partition: 0 }
  const asked = [3, 4, 9].map((offset) => ({ ...keys[0]!, position: { at, offset } }))
  expect(await decisionsAt(database, asked)).not.toContain(null)
  expect(await activitiesOnSale(database, [1, 2, 3])).toHaveLength(3)
  expect(await readUserSummaries(database, [1, 5, 99])).toHaveLength(2)
  await askWhoMayAsk(database)
  await askForDefinitions(database)
  await askForAdmin(database)
  const position = { source: 'kafka:test', partition: 0, offset: 0 }
  const decision = { outcome: 'approved', sequence: 1, decidedAt: OPENING } as const
  await proveReceipt(database, { activityId: 1, userId: 1, ...decision, position })
  await database.query(sql`DELETE FROM events WHERE id = 4`)
  await readStatus(database)
  await readStatus(database, { activityId: 1 })
  for (const [activityId, userId] of [
    [1, 1],
    [1, 2],
    [1, 3],
    [9, 7],
  ] as const) {
    expect(await explain(database, { activityId, userId })).not.toBeNull()
  }
  await database.query(sql`UPDATE products SET stock = stock + 1`)
  await verify(database)
}

/** As the dead-letter topic does: page after page, until nothing waits. */
async function publishDeadLetters(database: Database): Promise<void> {
  const outbox = new DeadLetterRows(database, 'letters')
  for (const at of await outbox.waiting()) {
    await outbox.published(at, await outbox.next(at))
  }
  expect(await outbox.waiting()).toEqual([])
}

/** Keys with and without an end, one of them revoked; a site. */
async function askWhoMayAsk(database: Database): Promise<void> {
  const author = { by: 'cli:kim', atMs: OPENING }
  for (const expiresAt of [OPENING + 1_000, null]) {
    const { id } = (await createApiKey(database, { name: 'shop', role: 'viewer', expiresAt }, author))!
    if (expiresAt !== null) await revokeApiKey(database, id, author)
  }
  await addSite(database, { name: 'shop', origins: ['https://shop.example'] }, author)
  await readApiKeys(database.query, database.dialect)
  await readSites(database.query, database.dialect)
}

/** Definitions with and without site and dates, revisions of one, and a purchase event that is given up. */
async function askForDefinitions(database: Database): Promise<void> {
  const { query, dialect } = database
  const view = { id: 21, name: '상품 보기', status: 'ACTIVE', triggerType: 'PAGE_VIEW' }
  const bounds = { siteId: 1, startsAt: OPENING, endsAt: OPENING + 1_000 }
  const press = { ...view, ...bounds, id: 22, triggerType: 'CLICK', triggerPayload: { activityId: 1 } }
  const givenUp = { ...PURCHASE, id: 4, status: 'INACTIVE' }
  for (const name of ['담기', '장바구니']) {
    const events = [view, { ...press, name }, givenUp]
    await seed(database, parseSeed({ events }, 'shop').seed, { reset: false })
  }
  const definitions = await readActiveBrowserDefinitions(query, dialect)
  expect(await readActiveBrowserDefinitions(query, dialect, definitions)).toEqual(definitions)
  expect(definitions.map(({ id, revision }) => [id, revision])).toEqual([
    [21, 1],
    [22, 2],
  ])
  const fields = { name: '열기', status: 'INACTIVE', triggerType: 'PAGE_VIEW', description: '처음' }
  const author = { by: 'cli:kim', atMs: OPENING }
  expect(await createEvent(database, { fields }, author)).toMatchObject({ kind: 'saved', event: { id: 23 } })
  expect(await readEvents(query, dialect, { text: '열' })).toHaveLength(1)
  await readEvents(query, dialect)
  expect(await readEventRevisions(query, dialect, 23, 1)).toMatchObject([{ savedBy: 'cli:kim' }])
  const wanted = [1, 2, 3].map((revision) => ({ eventId: 22, revision }))
  expect(await readDefinitionRevisions(query, dialect, wanted)).toHaveLength(2)
}

/** The names of all shapes, as they stand in the sources. */
function declaredShapes(): string[] {
  const source = join(packageRoot, 'src')
  const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(source, file), 'utf8'))
  const found = (pattern: RegExp): string[] =>
    texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
  const shapes = found(/rowShape(?:<[^(]*>)?\(\s*'([^']+)'/g)
  const tables = found(/new SeedTable\(\s*'([^']+)'/g).map((table) => `stored row of ${table}`)
  return [...shapes, ...tables].sort()
}

describe.each(databases)('rows of $name', ({ name, create }) => {
  let empty: EmptyDatabase
  let rows: WatchedRows

  beforeAll(async () => {
    empty = await create()
    rows = new WatchedRows(await openDatabase(empty.url))
    await askEverything(rows)
  })
  afterAll(async () => {
    await rows.database.close()
    await empty.drop()
  })

  it('look as their shapes say', () => {
    expect(rows.wrong).toEqual([])
  })

  it('of every shape were looked at', () => {
    const isAsked = (shape: string) => name === 'SQLite' || shape !== 'finding of the integrity check'
    expect(rows.seen).toEqual(declaredShapes().filter(isAsked))
  })

  it('were seen with and without a value, where one may be missing', () => {
    expect(rows.halfSeen).toEqual([])
  })
})

it('no row is read without a shape', () => {
  const parts = ['reads', 'operations', 'kafka', 'intake', 'http', 'dashboard', 'cli']
  const unchecked = parts.flatMap((part) =>
    readdirSync(join(packageRoot, 'src', part), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .filter((file) => /\bquery</.test(readFileSync(join(packageRoot, 'src', part, file), 'utf8')))
      .map((file) => join(part, file)),
  )
  expect(unchecked).toEqual([])
})

import { sql } from 'drizzle-orm/sql'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { addSite } from '../../src/operations/sites/add-site.ts'
import type { Database } from '../../src/stores/database.ts'
import { saleShop } from '../sale/sale-shop.ts'

const DAY_MS = 86_400_000
const PAGE_VIEW = 'PAGE_VIEW'
/** Rows per statement. */
const CHUNK = 5_000

/** Users are of one segment each; a definition that changes is for one of them. */
const SEGMENTS = 10
const GRADES = ['bronze', 'silver', 'gold', 'platinum', 'black']
const CHANGING_ID = 1

/** What a user's token says of him. */
export const claimsOf = (userId: number): object => ({
  segment: userId % SEGMENTS,
  grade: GRADES[Math.floor(userId / SEGMENTS) % GRADES.length],
  address: { region: Math.floor(userId / 50) % 17 },
})

/** Who a definition is for: a third is for everybody, the others for users told apart in every way that there is. */
function audienceOf(id: number): object | undefined {
  if (id === CHANGING_ID) return { field: 'attribute.segment', op: 'equals', value: 0 }
  switch (id % 6) {
    case 0:
    case 1:
      return undefined
    case 2:
      return { field: 'attribute.grade', op: 'in', value: [GRADES[id % 5], GRADES[(id + 1) % 5]] }
    case 3:
      return {
        all: [
          { field: 'attribute.address.region', op: 'atMost', value: id % 17 },
          { not: { field: 'attribute.grade', op: 'equals', value: 'black' } },
        ],
      }
    case 4:
      return { field: 'user.lastPurchaseAt', op: 'withinDays', value: id % 60 }
    default:
      return { field: 'rollout', op: 'atMost', value: id % 100 }
  }
}

const payloadOf = (id: number): object => ({
  when: {
    all: [
      { field: 'url.path', op: 'glob', value: `/category-${id}/**` },
      { field: 'url.query.from', op: 'exists' },
    ],
  },
  fire: 'ONCE_PER_PAGE',
  audience: audienceOf(id),
  ...(id % 20 === 7 && { activityId: 1 }),
})

/** Fills an empty database. Gives the key of the site whose definitions they are. */
export async function fillDefinitionsShop(
  database: Database,
  { users, stored, active }: { readonly users: number; readonly stored: number; readonly active: number },
): Promise<string> {
  const { dialect } = database
  await seed(database, parseSeed({ ...saleShop(100), events: [] }, 'bench').seed, { reset: false })
  const now = Date.now()
  const site = await addSite(database, { name: 'shop', origins: [] }, { by: 'bench', atMs: now })
  await insert(
    database,
    'events',
    ['id', 'name', 'status', 'trigger_type', 'trigger_payload'],
    rows(stored, (id) => [
      id,
      JSON.stringify(`카테고리 ${id} 보기`),
      id <= active ? '"ACTIVE"' : '"INACTIVE"',
      `"${PAGE_VIEW}"`,
      dialect.jsonInJson(JSON.stringify(payloadOf(id))),
    ]),
  )
  await insert(
    database,
    'user_summary',
    ['user_id', 'last_purchase_at', 'last_login_at'],
    rows(users, (id) => [
      id,
      dialect.instantInJson(id % 3 === 0 ? null : now - (id % 90) * DAY_MS),
      dialect.instantInJson(now - (id % 30) * DAY_MS),
    ]),
  )
  return site!.key
}

/** Changes the definition that a tenth of the users have. */
export const changeDefinition = async ({ query }: Database, turn: number): Promise<void> => {
  await query(
    sql`UPDATE events SET name = ${`turn ${turn}`}, revision = revision + 1 WHERE id = ${CHANGING_ID}`,
  )
}

const rows = (count: number, row: (id: number) => readonly (string | number)[]) =>
  Array.from({ length: count }, (_, index) => row(index + 1))

async function insert(
  { query, dialect }: Database,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    const objects = rows
      .slice(start, start + CHUNK)
      .map((row) => `{${row.map((value, index) => `"${columns[index]}":${value}`).join()}}`)
    const json = `[${objects.join()}]`
    await query(
      sql`INSERT INTO ${sql.raw(table)} (${sql.raw(columns.join())}) ${dialect.selectRows(table, columns, json)}`,
    )
  }
}

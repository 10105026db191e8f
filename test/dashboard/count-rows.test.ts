import { sql } from 'drizzle-orm/sql'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CountRows } from '../../src/reads/live/count-rows.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'

const PRODUCTS = {
  name: sql`products`,
  group: sql`CASE WHEN stock = 0 THEN 'sold out' ELSE 'left' END`,
}

let database: Database
let statements = 0
beforeEach(async () => {
  database = await openDatabase('sqlite::memory:')
  statements = 0
})
afterEach(() => database.close())

const insert = async (...ids: readonly number[]) => {
  for (const id of ids) {
    await database.query(
      sql`INSERT INTO products (id, product_name, stock, initial_stock, price) VALUES (${id}, 'a', ${id % 2}, 1, 1)`,
    )
  }
}
const query: Database['query'] = (statement) => {
  statements += 1
  return database.query(statement)
}
const upTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1)

it('counts a large table a range at a time, and afterwards only what is new', async () => {
  await insert(...upTo(35))
  const rows = new CountRows(PRODUCTS, 0, 10)
  const counted: number[] = []
  for (let looks = 0; looks < 4; looks += 1) {
    await rows.look(query)
    counted.push(Object.values(rows.sums()).reduce((sum, count) => sum + count, 0))
  }
  expect(counted).toEqual([10, 20, 35, 35])
  expect(rows.isComplete).toBe(true)
  expect(rows.sums()).toEqual({ 'sold out': 17, left: 18 })
  statements = 0
  await rows.look(query)
  expect(statements).toBe(1)
  await insert(36)
  await rows.look(query)
  expect(rows.sums()).toEqual({ 'sold out': 18, left: 18 })
})

it('misses no row whose id was handed out early and committed late', async () => {
  const rows = new CountRows(PRODUCTS, 3)
  await insert(2, 8)
  await rows.look(query)
  await insert(4, 6, 10)
  await rows.look(query)
  await insert(7)
  for (let looks = 0; looks < 6; looks += 1) await rows.look(query)
  expect(rows.sums()).toEqual({ 'sold out': 5, left: 1 })
})

it('says that its counts are void when the table has become smaller', async () => {
  const rows = new CountRows(PRODUCTS, 0)
  await insert(1, 2, 3)
  expect(await rows.look(query)).toBe(true)
  await database.query(sql`DELETE FROM products WHERE id > 1`)
  expect(await rows.look(query)).toBe(false)
})

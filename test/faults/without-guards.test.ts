import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'drizzle-orm/sql'
import pg from 'pg'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { verify } from '../../src/operations/verify.ts'
import { BatchWriter } from '../../src/pipeline/commit/batch-writer.ts'
import type { Database } from '../../src/stores/database.ts'
import { databases } from '../databases.ts'
import { withShop } from '../open-shop.ts'
import { click, SHOP } from '../shop.ts'
import { sliceOf } from '../slice-of.ts'

/** Texts of a statement: what the program sends, and what it would send without the guard. */
type Rewrite = readonly [from: string, to: string]

interface Guard {
  readonly guard: string
  readonly without: Readonly<Record<string, readonly Rewrite[]>>
  /** Guards of the tables themselves that have to go as well. */
  readonly unguard?: Readonly<Record<string, string>>
  /** What goes wrong anyway, with the guard and without. */
  readonly misfortune?: Readonly<Record<string, Rewrite>>
  readonly attack: (writer: BatchWriter) => Promise<void>
  /** How the guard refuses it; without one there is nothing to refuse. */
  readonly refusal?: RegExp
  /** The invariant that the checker must find broken (CONTRACT §5). */
  readonly breaks: number
}

const at = (nextOffset: number) => ({ nextOffset, fingerprint: null })
const [activity] = SHOP.campaignActivities
const UNLIMITED = { ...SHOP, campaignActivities: [{ ...activity, limitCount: null }] }

/** The rows that are loaded promise more than there is, as stale ones would. */
const STALE_STOCK: Readonly<Record<string, Rewrite>> = {
  SQLite: ['SELECT product.id, stock, price', 'SELECT product.id, stock + 50, price'],
  Postgres: ['SELECT id, stock, price FROM products', 'SELECT id, stock + 50 AS stock, price FROM products'],
}

const guards: readonly Guard[] = [
  {
    guard: 'the compare-and-set of the position',
    without: {
      SQLite: [['AND next_offset = ?', 'AND (next_offset = ? OR TRUE)']],
      Postgres: [['stored.next_offset = wanted.from_offset', 'TRUE']],
    },
    attack: async (writer) => {
      await writer.write([sliceOf([click(1)])])
      await writer.write([sliceOf([click(2)], { from: at(1) })])
      await writer.write([sliceOf([click(3), click(4)], { from: at(2) })])
      await writer.write([sliceOf([click(2)], { from: at(1) })]) // a zombie
    },
    refusal: /FencedError/,
    breaks: 7,
  },
  {
    guard: 'the writing of the position',
    without: {
      SQLite: [['SET next_offset = ?,', 'SET next_offset = next_offset + 0 * ?,']],
      Postgres: [['SET next_offset = held.next_offset', 'SET next_offset = stored.next_offset']],
    },
    attack: async (writer) => {
      await writer.write([sliceOf([click(1)])])
      await writer.write([sliceOf([click(2)], { from: at(1) })])
    },
    breaks: 7,
  },
  {
    guard: 'the guard of the stock',
    without: {
      SQLite: [['AND stock >= ?', 'AND (stock >= ? OR TRUE)']],
      Postgres: [['AND stock >= taken.quantity', '']],
    },
    unguard: {
      SQLite: 'PRAGMA ignore_check_constraints = ON',
      Postgres: 'ALTER TABLE products DROP CONSTRAINT products_stock_not_negative',
    },
    misfortune: STALE_STOCK,
    attack: (writer) => writer.write([sliceOf(Array.from({ length: 120 }, (_, index) => click(index + 1)))]),
    refusal: /stock guard/,
    breaks: 1,
  },
]

/** From now on, what is sent to a database goes through these; answers with those that had something to change. */
function rewriteStatements(rewrites: readonly Rewrite[]): Set<Rewrite> {
  const used = new Set<Rewrite>()
  const rewritten = (text: string): string =>
    rewrites.reduce((before, rewrite) => {
      const [from, to] = rewrite
      if (!before.includes(from)) return before
      used.add(rewrite)
      return before.replace(from, to)
    }, text)
  const { prepare } = BetterSqlite3.prototype
  vi.spyOn(BetterSqlite3.prototype, 'prepare').mockImplementation(function (
    this: BetterSqlite3.Database,
    text,
  ) {
    return prepare.call(this, rewritten(text))
  })
  const { query } = pg.Client.prototype
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    config: unknown,
    ...rest
  ) {
    const { text } = config as { text?: string }
    const sent = text === undefined ? config : { ...(config as object), text: rewritten(text) }
    return Reflect.apply(query, this, [sent, ...rest])
  })
  return used
}

async function brokenInvariants(database: Database): Promise<number[]> {
  const { invariants } = await verify(database)
  return invariants.filter(({ holds }) => !holds).map(({ number }) => number)
}

afterEach(() => vi.restoreAllMocks())

/** Each guard keeps a promise, and the checker would notice if it were gone. */
describe.each(databases)('on $name', ({ name, create }) => {
  const attacked = ({ attack }: Guard, unguard?: string) =>
    withShop(create, UNLIMITED, async (database) => {
      if (unguard) await database.query(sql.raw(unguard))
      const refusal = await attack(new BatchWriter(database, { retries: 0 })).catch(String)
      return { refusal, broken: await brokenInvariants(database) }
    })

  it.each(guards)('every invariant holds with $guard', async (guard) => {
    const rewrites = guard.misfortune ? [guard.misfortune[name]!] : []
    const used = rewriteStatements(rewrites)
    const { refusal, broken } = await attacked(guard)
    expect(broken).toEqual([])
    if (guard.refusal) expect(refusal).toMatch(guard.refusal)
    else expect(refusal).toBeUndefined()
    expect([...used]).toEqual(rewrites)
  })

  it.each(guards)('the checker turns red without $guard', async (guard) => {
    const rewrites = [...(guard.misfortune ? [guard.misfortune[name]!] : []), ...guard.without[name]!]
    const used = rewriteStatements(rewrites)
    const { broken } = await attacked(guard, guard.unguard?.[name])
    expect(broken).toContain(guard.breaks)
    expect(used).toEqual(new Set(rewrites))
  })
})

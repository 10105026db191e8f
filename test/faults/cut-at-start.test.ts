import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConsumeDatabase } from '../../src/cli/consume/consume-database.ts'
import type { ConsumeEvent } from '../../src/kafka/consumer/consume-event.ts'
import { PostgresUrl } from '../../src/stores/postgres/postgres-url.ts'
import { axon } from '../axon.ts'
import type { EmptyDatabase } from '../databases.ts'
import { click } from '../shop.ts'
import { CutProxy } from './cut-proxy.ts'
import { openPostgresShop } from './postgres-shop.ts'

/** What a run asks first, in this order. */
const FIRST_QUESTIONS = [
  ['whether the tables are there', 'to_regclass'],
  ['whether a shop is seeded', 'campaign_activities'],
  ['where to go on', 'axon-position'],
] as const

describe('a Postgres whose connection breaks at the start of a run', () => {
  let shop: EmptyDatabase
  let proxy: CutProxy
  beforeEach(async () => {
    shop = await openPostgresShop()
    proxy = await CutProxy.to(shop.url)
  })
  afterEach(async () => {
    await proxy.close()
    await shop.drop()
  })

  it.each(FIRST_QUESTIONS.slice(0, 2))('is waited for by axon consume that asks %s', async (_, text) => {
    proxy.cutBefore(text)
    const heard: ConsumeEvent[] = []
    const listen = (event: ConsumeEvent): void => void heard.push(event)
    const database = await openConsumeDatabase(
      new PostgresUrl(proxy.url(shop.url)),
      listen,
      new AbortController().signal,
    )
    await database.close()
    expect(proxy.cuts).toBe(1)
    expect(heard).toMatchObject([{ type: 'batch-retrying', attempt: 1 }])
  })

  it.each(FIRST_QUESTIONS.slice(1))('is tried again by axon replay that asks %s', async (_, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'axon-cut-'))
    const file = join(folder, 'sale.jsonl')
    writeFileSync(file, JSON.stringify(click(1)))
    proxy.cutBefore(text)
    const { code, stdout } = await axon(['replay', file, '--json', '--database', proxy.url(shop.url)])
    rmSync(folder, { recursive: true })
    expect(proxy.cuts).toBe(1)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ approved: 1, retries: 1 })
  })
})

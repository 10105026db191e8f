import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BrowserCase } from './browser-case.ts'
import { ALL_CASES } from './cases/all-cases.ts'
import type { BrowserDriver, Engine } from './drivers/browser-driver.ts'
import { RealAxon } from './shop/real-axon.ts'
import type { ShopSite } from './shop/shop-site.ts'
import { Visitor } from './visitor.ts'

const PICTURES = '.test-results/browsers'

/** Runs every case in one browser, and says at the end which it left out and why. */
export function runCases(engine: Engine, start: () => Promise<BrowserDriver>): void {
  let driver: BrowserDriver
  const sites: ShopSite[] = []
  let axon: Promise<RealAxon> | undefined
  const leftOut: string[] = []

  beforeAll(async () => {
    driver = await start()
  })
  afterAll(async () => {
    await driver?.close()
    await (await axon)?.stop()
    for (const site of sites) await site.close()
    const lines = [`${engine} ${driver?.version ?? ''} left out ${leftOut.length || 'nothing'}`, ...leftOut]
    process.stdout.write(`${lines.join('\n  - ')}\n`)
  })

  for (const [about, cases] of Object.entries(ALL_CASES)) {
    const able = cases.filter(({ name, leftOut: reasons }) => {
      const reason = reasons?.[engine]
      if (reason !== undefined) leftOut.push(`${name}: ${reason}`)
      return reason === undefined
    })
    if (able.length > 0)
      describe(about, () => {
        for (const one of able) it(one.name, () => inBrowser(one))
      })
  }

  async function inBrowser(one: BrowserCase): Promise<void> {
    const visitor = await Visitor.enter(driver, () => {
      axon ??= RealAxon.start()
      return axon
    })
    sites.push(visitor.site)
    try {
      await one.run(visitor)
      const faults = await visitor.read<readonly string[]>(`window.witness?.faults ?? []`)
      expect(faults.filter((fault) => !one.faults?.test(fault))).toEqual([])
      expect(visitor.site.intake.faults).toEqual([])
    } catch (error) {
      await keepPicture(visitor, one)
      throw error
    } finally {
      await visitor.leave()
    }
  }

  /** What the page looked like when the case failed. */
  async function keepPicture(visitor: Visitor, one: BrowserCase): Promise<void> {
    mkdirSync(PICTURES, { recursive: true })
    const file = `${engine}-${one.name.replace(/[^\w]+/g, '-').slice(0, 80)}.png`
    const picture = await visitor.page.screenshot().catch(() => null)
    if (picture !== null) writeFileSync(join(PICTURES, file), picture)
  }
}

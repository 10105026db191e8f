import Table from 'cli-table3'
import { Command } from 'commander'
import { chromium } from 'playwright-core'
import { ShopSite } from '../test/browser/shop/shop-site.ts'
import { manyDefinitions, SHOP_PAGE } from './browser/many-definitions.ts'
import { type Spent, type TracedScript, tracedScript } from './browser/traced-script.ts'
import { median } from './measured-run.ts'

/** What the snippet costs a page in Chromium, from its traces: its start, and a click with as many definitions as a site may have. */
const { rounds, definitions, clicks } = new Command('bench:browser')
  .option('--rounds <n>', 'page loads that are traced, each in a browser of its own', Number, 7)
  .option('--definitions <n>', 'active definitions', Number, 200)
  .option('--clicks <n>', 'clicks on each page', Number, 20)
  .parse()
  .opts<{ rounds: number; definitions: number; clicks: number }>()

/** A browser that has just been launched is busy with itself; those of visitors run when they come to a page. */
const AT_REST_AFTER_MS = 1_500

async function traced(): Promise<TracedScript> {
  const site = await ShopSite.open()
  site.definitions = manyDefinitions(definitions)
  site.page = { body: SHOP_PAGE }
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    await browser.startTracing(page, {
      categories: ['devtools.timeline', 'v8', 'disabled-by-default-v8.compile'],
    })
    await page.waitForTimeout(AT_REST_AFTER_MS)
    await page.goto(`${site.url}/`)
    while (site.intake.stored.length === 0) await page.waitForTimeout(50) // its definitions are there, and its view
    const button = page.locator('button').first()
    for (let count = 0; count < clicks; count += 1) await button.click()
    return tracedScript(await browser.stopTracing())
  } finally {
    await browser.close()
    await site.close()
  }
}

const runs: TracedScript[] = []
for (let round = 1; round <= rounds; round += 1) {
  runs.push(await traced())
  process.stderr.write(`page ${round} of ${rounds}\n`)
}

const table = new Table({
  head: ['what', 'median, ms', 'of a processor, ms', 'slowest, ms', 'of'],
  style: { head: [], border: [] },
})
function row(what: string, spent: readonly Spent[]): void {
  const clock = spent.map(({ clockMs }) => clockMs)
  const processor = spent.map(({ processorMs }) => processorMs)
  const figures = [median(clock), median(processor), Math.max(...clock)]
  table.push([what, ...figures.map((figure) => figure.toFixed(2)), spent.length])
}
row(
  'start of axon.js',
  runs.map(({ start }) => start),
)
row(
  `a click with ${definitions} definitions`,
  runs.flatMap((run) => run.clicks),
)
row(
  'all that it did on a page',
  runs.map(({ all }) => all),
)
console.log(table.toString())

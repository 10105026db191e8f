import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { liveFigures } from './admin/live-figures.ts'
import { type LiveRound, liveRound } from './admin/live-round.ts'
import { A_PROGRAM, CHROMIUM, NOBODY } from './admin/viewers.ts'
import { waits } from './admin/waits.ts'
import { generatedSale } from './generated-sale.ts'
import { resultTable } from './serve/result-table.ts'

/**
 * The admin page: *Sale now* while a replay runs (how late it is, how busy the browser, what it costs the replay, in pairs with one that
 * nobody watches), and how long operators wait for the first screen, the list of definitions and what they search for.
 */
const { messages, rounds, definitions, loads, json } = new Command('bench:admin')
  .option('--messages <n>', 'of the replay', Number, 300_000)
  .option('--rounds <n>', 'replays with each viewer', Number, 5)
  .option('--definitions <n>', 'that are listed and searched', Number, 10_000)
  .option('--loads <n>', 'first loads of the page', Number, 5)
  .option('--json', 'one JSON object instead of tables', false)
  .parse()
  .opts<{ messages: number; rounds: number; definitions: number; loads: number; json: boolean }>()

const VIEWERS = [NOBODY, A_PROGRAM, CHROMIUM]

const folder = await mkdtemp(join(tmpdir(), 'axon-bench-'))
try {
  const sale = await generatedSale(folder, messages, { uniform: false, invalid: 0.001 })
  const runs = new Map<string, LiveRound[]>(VIEWERS.map(({ name }) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const viewer of round % 2 === 0 ? VIEWERS.toReversed() : VIEWERS) {
      const run = await liveRound(sale, viewer)
      runs.get(viewer.name)!.push(run)
      process.stderr.write(
        `round ${round} of ${rounds}, seen by ${viewer.name}: ${run.seconds.toFixed(2)} s\n`,
      )
    }
  }
  const live = liveFigures(runs, messages)
  const waited = await waits(definitions, loads)
  if (json) console.log(JSON.stringify({ ...live, waits: waited }))
  else console.log([live.costs, live.shown, [waited]].map(resultTable).join('\n'))
} finally {
  await rm(folder, { recursive: true, force: true })
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AXON } from '../../test/axon.ts'
import { generatedSale } from '../generated-sale.ts'
import { measuredRun } from '../measured-run.ts'
import type { BenchSetup } from './bench-setup.ts'
import type { Part } from './part.ts'
import { rowOf } from './row.ts'

/** How long one waits for the least there is to do. */
export const startPart: Part = {
  name: 'start',
  description: 'axon --help, and the replay of one line',
  async measure(setup: BenchSetup) {
    const { rounds } = setup.options
    const { seedFile } = await generatedSale(setup.folder, 1)
    const file = join(setup.folder, 'one-line.jsonl')
    const fields = { campaignActivityType: 'FIRST_COME_FIRST_SERVE', campaignActivityId: 1, userId: 1 }
    await writeFile(file, `${JSON.stringify({ ...fields, timestamp: '2026-05-01T10:00:00+09:00' })}\n`)
    const help: number[] = []
    const oneLine: number[] = []
    for (let round = 1; round <= rounds; round += 1) {
      help.push((await measuredRun([AXON, '--help'])).seconds * 1_000)
      const { url, drop } = await setup.seeded('SQLite', seedFile)
      oneLine.push((await measuredRun(setup.replayOf(file, url))).seconds * 1_000)
      await drop()
    }
    return [
      rowOf('axon --help', help, 'ms', { atMost: 150 }),
      rowOf('replay of one line', oneLine, 'ms', { atMost: 500 }),
    ]
  },
}

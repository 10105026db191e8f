import Table from 'cli-table3'
import { type MeasuredRun, measuredRun, median } from './measured-run.ts'

/** One of the programs that are compared. */
export interface Contender {
  readonly name: string
  /** Messages that one run processes. */
  readonly messages: number
  /** Sets a run up, unmeasured, and gives its command line. */
  prepare(): Promise<{
    readonly args: readonly string[]
    readonly env?: NodeJS.ProcessEnv
    clean(): Promise<void>
  }>
}

/**
 * Runs the contenders in turn, `rounds` times, so that what else the machine does hits all alike. Prints the medians, and how
 * many times as fast the first is as each other, as the median of the rounds' ratios.
 */
export async function compare(contenders: readonly Contender[], rounds: number): Promise<void> {
  const runs = new Map<Contender, MeasuredRun[]>(contenders.map((contender) => [contender, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const [contender, measured] of runs) {
      const { args, env, clean } = await contender.prepare()
      try {
        const run = await measuredRun(args, env)
        measured.push(run)
        process.stderr.write(
          `round ${round} of ${rounds}: ${contender.name} ${rate(contender, run)} messages/s\n`,
        )
      } finally {
        await clean()
      }
    }
  }
  console.log(report(runs))
}

const perSecond = ({ messages }: Contender, { seconds }: MeasuredRun): number => messages / seconds
const rate = (contender: Contender, run: MeasuredRun): string =>
  Math.round(perSecond(contender, run)).toLocaleString('en')

function report(runs: ReadonlyMap<Contender, readonly MeasuredRun[]>): string {
  const [[first, own] = []] = runs
  const table = new Table({
    head: ['program', 'messages', 'messages/s', 'peak RSS', `${first?.name} is … times as fast`],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  })
  for (const [contender, measured] of runs) {
    const rates = measured.map((run) => perSecond(contender, run))
    const ratios = measured.map((run, round) => perSecond(first!, own![round]!) / perSecond(contender, run))
    table.push([
      contender.name,
      contender.messages.toLocaleString('en'),
      Math.round(median(rates)).toLocaleString('en'),
      `${Math.round(median(measured.map(({ peakMib }) => peakMib)))} MiB`,
      contender === first ? '' : median(ratios).toFixed(2),
    ])
  }
  return table.toString()
}

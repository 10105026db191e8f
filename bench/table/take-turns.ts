import { formatCount } from '../../src/domain/format-count.ts'
import { type MeasuredRun, measuredRun, peakMb } from '../measured-run.ts'

/** One of the programs that are compared. */
export interface Contender {
  readonly name: string
  /** Messages that one run processes. */
  readonly messages: number
  /** Sets a run up, unmeasured, and gives its command line. */
  prepare(): Promise<{ readonly args: readonly string[]; clean(): Promise<void> }>
  /** A program that measures itself, without what only prepares it: the seconds, of what it printed. */
  readonly secondsOf?: (output: string) => number
}

/** What one contender did, round by round. */
export class Turns {
  readonly runs: MeasuredRun[] = []
  readonly #contender: Contender

  constructor(contender: Contender) {
    this.#contender = contender
  }

  get perSecond(): number[] {
    return this.runs.map(({ seconds }) => this.#contender.messages / seconds)
  }

  get peakMb(): number[] {
    return this.runs.map(peakMb)
  }

  /** How many times as fast as the other one. */
  timesAsFastAs(other: Turns): number[] {
    const others = other.perSecond
    return this.perSecond.map((rate, round) => rate / others[round]!)
  }
}

/** Runs the contenders in turn, `rounds` times, so that what else the machine does hits all alike. */
export async function takeTurns<const Names extends readonly Contender[]>(
  contenders: Names,
  rounds: number,
): Promise<{ readonly [Index in keyof Names]: Turns }> {
  const turns = contenders.map((contender) => new Turns(contender))
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const { args, clean } = await contender.prepare()
      try {
        const run = await measuredRun(args)
        turns[index]!.runs.push({ ...run, seconds: contender.secondsOf?.(run.output) ?? run.seconds })
        const rate = formatCount(Math.round(turns[index]!.perSecond.at(-1)!))
        process.stderr.write(`round ${round} of ${rounds}: ${contender.name} ${rate} messages/s\n`)
      } finally {
        await clean()
      }
    }
  }
  return turns as { readonly [Index in keyof Names]: Turns }
}

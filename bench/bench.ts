import { existsSync } from 'node:fs'
import { Argument, Command } from 'commander'
import { countOption } from './count-option.ts'
import type { BenchOptions } from './table/bench-options.ts'
import { readResult, resultOf, saveBaseline } from './table/bench-result.ts'
import { BenchSetup } from './table/bench-setup.ts'
import { PARTS } from './table/parts.ts'
import { comparisonTable, rowsTable } from './table/print-rows.ts'
import type { Row } from './table/row.ts'

/** Measures all that Axon is held to, or the parts that are named, and prints it as one table. */
interface Options extends BenchOptions {
  readonly json?: boolean
  readonly compare?: string
  readonly with?: string
  readonly save?: string
}

const program = new Command('bench')
  .description('what Axon is held to, measured beside plain programs and beside itself')
  .addArgument(
    new Argument('[parts...]', 'what to measure; default: all').choices(PARTS.map(({ name }) => name)),
  )
  .option('--messages <n>', 'commands of a replay', countOption, 500_000)
  .option('--single <n>', 'commands for the program that commits each', countOption, 5_000)
  .option('--rounds <n>', 'rounds, of which the median counts', countOption, 5)
  .option('--batch-size <n>', 'messages per transaction, of all', countOption, 5_000)
  .option('--stored <n>', 'entries that are there already, for growth', countOption, 10_000_000)
  .option('--requests <n>', 'requests of the real sale', countOption, 1_000_000)
  .option('--seconds <n>', 'how long latency is measured', countOption, 20)
  .option('--json', 'print one JSON object instead of a table')
  .option('--compare <file>', 'set an earlier result beside this one')
  .option('--with <file>', 'with --compare: measure nothing, take this result')
  .option('--save <file>', 'keep the ratios in a file; those of parts that were not measured stay')
  .addHelpText(
    'after',
    `\nParts:\n${PARTS.map(({ name, description }) => `  ${name.padEnd(12)}${description}`).join('\n')}`,
  )
  .parse()
const options = program.opts<Options>()

const before = options.compare === undefined ? null : rowsIn(options.compare)
const rows = options.with === undefined ? await measured(program.args) : rowsIn(options.with)
if (options.save !== undefined)
  saveBaseline(options.save, rows, existsSync(options.save) ? rowsIn(options.save) : [])
if (options.json) console.log(JSON.stringify(resultOf(rows)))
else console.log(before === null ? rowsTable(rows) : comparisonTable(before, rows))

async function measured(names: readonly string[]): Promise<readonly Row[]> {
  const setup = new BenchSetup(options)
  const all: Row[] = []
  try {
    for (const part of PARTS) {
      if (names.length > 0 && !names.includes(part.name)) continue
      process.stderr.write(`${part.name}: ${part.description}\n`)
      all.push(...(await part.measure(setup)))
    }
  } finally {
    await setup.close()
  }
  return all
}

function rowsIn(file: string): readonly Row[] {
  try {
    return readResult(file).rows
  } catch (error) {
    return program.error(`${file}: ${(error as Error).message}`, { exitCode: 2 })
  }
}

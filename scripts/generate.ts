import { writeFile } from 'node:fs/promises'
import { Command, InvalidArgumentError } from 'commander'
import { type GenerateOptions, generateMessages, generateSeed } from '../fixtures/generate.ts'
import { writeLines } from '../fixtures/write-lines.ts'

const integer =
  (least: number) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= 2 ** 31) return value
    throw new InvalidArgumentError(`It must be an integer from ${least}.`)
  }

const share = (text: string): number => {
  const value = Number(text)
  if (text !== '' && value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('It must be a number from 0 to 1.')
}

const options = new Command('generate')
  .description('Writes a generated flash sale (JSONL); the same options give the same bytes.')
  .option('--messages <n>', 'lines', integer(1), 100_000)
  .option('--users <n>', 'different users', integer(1), 40_000)
  .option('--activities <n>', 'campaign activities', integer(1), 10)
  .option('--seed <n>', 'of the random numbers', integer(0), 1)
  .option('--invalid <share>', 'share of malformed lines, 0 to 1', share, 0)
  .option('--commands-only', 'no log-ins and other occurrence requests')
  .option('--uniform', 'every user equally likely, no second clicks')
  .option('--out <file>', 'where to write the lines (default: standard output)')
  .option('--seed-out <file>', 'where to write the shop that they are for, as a seed file')
  .parse()
  .opts<GenerateOptions & { readonly out?: string; readonly seedOut?: string }>()

if (options.seedOut) await writeFile(options.seedOut, `${JSON.stringify(generateSeed(options), null, 2)}\n`)
await writeLines(generateMessages(options), options.out)

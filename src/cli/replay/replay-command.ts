import { Command } from 'commander'
import { batchSize, DEFAULT_BATCH_SIZE, DEFAULT_RETRIES, retries, withDatabase } from '../shared/options.ts'
import type { ReplayOptions } from './replay-options.ts'

const EXAMPLES = `
Examples:
  axon replay fixtures/mixed.jsonl
  axon replay sale.jsonl.gz --batch-size 10000 --json
  zcat sale.jsonl.gz | axon replay - --database sqlite:sale.db
  axon replay monday.jsonl tuesday.jsonl     one after the other, a summary for each
  axon replay sale.jsonl --from-start        read it all again; nothing is applied twice

The position in the file is stored with the effects: a replay that was stopped, or killed, goes on where it was.
A last line that is still being written (it has no end, and is no JSON yet) is left for the next run.`

export function replayCommand(): Command {
  const command = new Command('replay')
    .argument('<file...>', 'the files, one after the other; - reads standard input')
    .option('--batch-size <n>', 'messages per transaction', batchSize, DEFAULT_BATCH_SIZE)
    .option('--from-start', 'read the file from its first line, whatever was processed before')
    .option('--retries <n>', 'tries again after an outage of the database', retries, DEFAULT_RETRIES)
    .option('--fail-on-dead-letter', 'exit with 3 if a message was dead-lettered in this run')
    .option('--dashboard', 'show the live dashboard (the default on a terminal)')
    .option('--no-dashboard', 'show a line of progress instead')
    .option('--json', 'print the summary of each file as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: ReplayOptions) => {
      const { replay } = await import('./replay.ts')
      process.exitCode = await replay(files, options)
    })
  return withDatabase(command)
}

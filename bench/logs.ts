import { Command } from 'commander'
import { awayBench } from './logs/away-bench.ts'
import { shipBench } from './logs/ship-bench.ts'

const program = new Command('bench:logs').description(
  'behaviour logs: how fast they are shipped, and what an outage costs',
)

program
  .command('ship', { isDefault: true })
  .description(
    'axon forward from a topic into OpenSearch, beside a plain program that posts the same bytes (Java 17, Maven)',
  )
  .option('--documents <n>', 'in the topic', Number, 100_000)
  .option('--rounds <n>', 'pairs of runs', Number, 3)
  .action(shipBench)

program
  .command('away')
  .description(
    'how long decisions take while the behaviour log is away, beside the same with a log that takes everything',
  )
  .option('--rate <n>', 'requests for entries a second', Number, 500)
  .option('--behaviors <n>', 'requests with 20 behaviours each, a second', Number, 25)
  .option('--seconds <n>', 'of each run', Number, 60)
  .option('--rounds <n>', 'pairs of runs, the first of each in turns', Number, 4)
  .action(awayBench)

await program.parseAsync()

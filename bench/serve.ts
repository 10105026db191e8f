import { randomBytes } from 'node:crypto'
import { Command, Option } from 'commander'
import { UserTokens } from './sale/user-tokens.ts'
import { Contenders, type Setup } from './serve/contenders.ts'
import { latencyBench } from './serve/latency-bench.ts'
import { overloadBench } from './serve/overload-bench.ts'
import { resultTable } from './serve/result-table.ts'
import { speedBench } from './serve/speed-bench.ts'
import { streamsBench } from './serve/streams-bench.ts'

const secret = randomBytes(32).toString('hex')
const tokens = new UserTokens(secret)

const program = new Command('bench:serve').description('axon serve under load')
mode('speed', ['sqlite', 'postgres'], 'as fast as it goes, beside servers that answer a constant', {
  isDefault: true,
})
  .option('--users <n>', 'who ask, each once, in a round', Number, 100_000)
  .option('--rounds <n>', 'rounds of each', Number, 5)
  .action((options) => measured(options, (contenders) => speedBench(contenders, tokens, options)))
mode('latency', ['sqlite', 'postgres'], 'how long decisions take at a constant rate of arrivals')
  .option('--rate <n>', 'arrivals a second', Number, 2_000)
  .option('--seconds <n>', 'how long', Number, 30)
  .action((options) => measured(options, (contenders) => latencyBench(contenders, tokens, options)))
mode('overload', ['sqlite'], 'more than it can do, and whether the database has every answer')
  .option('--times <n>', 'times what it can do', Number, 3)
  .option('--seconds <n>', 'how long', Number, 10)
  .option('--connections <n>', 'connections at most', Number, 6_000)
  .action((options) => measured(options, (contenders) => overloadBench(contenders, tokens, options)))
mode('streams', ['sqlite'], 'the memory of idle streams')
  .option('--streams <n>', 'how many', Number, 5_000)
  .action((options) => measured(options, (contenders) => streamsBench(contenders, options)))
await program.parseAsync()

function mode(
  name: string,
  setup: readonly Setup[],
  description: string,
  more: { readonly isDefault?: boolean } = {},
): Command {
  return program
    .command(name, more)
    .description(description)
    .addOption(
      new Option('--setup <names...>', 'where requests go')
        .choices(name === 'speed' ? ['sqlite', 'postgres', 'kafka'] : ['sqlite', 'postgres'])
        .default(setup),
    )
    .option('--json', 'one JSON object instead of a table')
}

async function measured(
  { json = false }: { readonly json?: boolean },
  bench: (contenders: Contenders) => Promise<readonly object[]>,
): Promise<void> {
  const contenders = new Contenders(secret)
  try {
    const results = await bench(contenders)
    console.log(json ? JSON.stringify({ results }) : resultTable(results))
  } finally {
    await contenders.close()
  }
}

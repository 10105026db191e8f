import { Command, Option } from 'commander'
import { BOTH_TOPICS, consumedTopics } from '../shared/consume-topics.ts'
import { withKafka } from '../shared/kafka-options.ts'
import { DEFAULT_RETRIES, retries } from '../shared/options.ts'
import type { ProduceOptions } from './produce-options.ts'
import { messageRate } from './produce-rate.ts'

const EXAMPLES = `
Examples:
  axon produce fixtures/flash-sale.jsonl
  axon produce clicks.jsonl.gz --rate 1000/s
  generate-clicks | axon produce -
  axon produce --raw fixtures/mixed.jsonl               what is invalid too, for consumers to deal with

Commands go to axon.campaign-activity.command keyed by campaignActivityId, occurrence requests to axon.event.occurrence keyed by
userId; the topics must exist. Invalid lines are reported and left out. With --raw lines are sent as they are; what can't be told
apart goes to the commands' topic without a key. The order of messages with the same key is kept.
Exit code 3: lines were left out.`

export function produceCommand(): Command {
  const command = new Command('produce')
    .argument('<file>', 'the file; - reads standard input')
    .option('--rate <n>', 'messages per second: N or N/s (default: as fast as it goes)', messageRate)
    .option('--raw', 'send invalid lines too, byte for byte')
    .addOption(
      new Option('--topics <list>', 'commands=NAME,occurrences=NAME: other topics than the usual')
        .argParser(consumedTopics)
        .default(consumedTopics(BOTH_TOPICS), BOTH_TOPICS),
    )
    .option('--retries <n>', 'tries again while no broker answers', retries, DEFAULT_RETRIES)
    .option('--json', 'print the summary as one JSON object')
    .option('--verbose', 'show the stack of an error')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: ProduceOptions) => {
      const { produce } = await import('./produce.ts')
      process.exitCode = await produce(file, options)
    })
  return withKafka(command)
}

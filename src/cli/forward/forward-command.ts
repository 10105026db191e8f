import { Command, Option } from 'commander'
import { placeText } from '../../behavior-log/place/place-text.ts'
import { CommandError } from '../shared/command-error.ts'
import { withKafka } from '../shared/kafka-options.ts'
import { withMonitoring } from '../shared/monitoring-options.ts'
import { integer, notEmpty } from '../shared/options.ts'
import { PLACES, sinkPlace } from '../shared/sinks/sink-place.ts'
import { topicName } from '../shared/topic-name.ts'
import { bufferPlace } from './buffer-place.ts'
import type { ForwardOptions } from './forward-options.ts'

const DEFAULT_GROUP = 'axon-forward'
const DEFAULT_SESSION_TIMEOUT_SECONDS = 30
/** What brokers allow unless they are told otherwise. */
const SESSION_TIMEOUT_SECONDS = [6, 1_800] as const
const MAX_IDLE_SECONDS = 86_400

const EXAMPLES = `
Examples:
  axon forward --from kafka:axon.behavior.log --to elasticsearch+https://es:9200/axon-behavior
  axon forward --from file:behavior-logs --to fluentd://127.0.0.1:24224?tag=axon.behavior --remove-shipped
  axon forward --from file:behavior-logs --to stdout --exit-when-idle 0

Every document arrives at least once: the position moves when the sink has acknowledged. Of a topic it is the offset of the group; of a
folder the file .position in it, and one process ships a folder. Outages are waited for, for ever. A document that the sink
refuses for good is kept aside with the reason, in the topic NAME.refused or in DIR/refused.jsonl, and the rest goes on.
Nothing is removed without --remove-shipped.`

export function forwardCommand(): Command {
  const command = new Command('forward')
    .addOption(
      new Option('--from <where>', 'what was buffered: kafka:TOPIC or file:DIR')
        .argParser(bufferPlace)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--to <where>', `the sink: ${PLACES}`).argParser(sinkPlace('--to')).makeOptionMandatory(),
    )
    .option('--group <name>', 'the consumer group (--from kafka)', notEmpty, DEFAULT_GROUP)
    .option(
      '--refused-topic <name>',
      'where refused documents go (--from kafka; default: the topic with .refused)',
      topicName,
    )
    .option('--accept-gap', 'go on where the topic no longer holds the position of the group')
    .option(
      '--session-timeout <seconds>',
      'when a process that is silent loses its partitions',
      integer(...SESSION_TIMEOUT_SECONDS),
      DEFAULT_SESSION_TIMEOUT_SECONDS,
    )
    .option('--remove-shipped', 'remove files that are shipped and will not grow (--from file)')
    .option(
      '--exit-when-idle <seconds>',
      'end when everything is shipped and nothing came for that long',
      integer(0, MAX_IDLE_SECONDS),
    )
    .option('--json', 'print the summary as one JSON object')
    .option('--verbose', 'show the stack of an error')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ForwardOptions) => {
      refuseMisfits(options)
      const { forward } = await import('./forward.ts')
      process.exitCode = await forward(options)
    })
  return withMonitoring(withKafka(command))
}

/** What is shipped into what it came from never ends. */
function refuseMisfits({ from, to, refusedTopic, removeShipped }: ForwardOptions): void {
  if (placeText(from) === placeText(to))
    throw new CommandError('--from and --to are the same place: what is shipped would be shipped again', 2)
  if (from.kind === 'kafka' && refusedTopic === from.topic)
    throw new CommandError('--refused-topic is the topic that is shipped: name another one', 2)
  if (from.kind === 'kafka' && removeShipped)
    throw new CommandError('--remove-shipped is for folders: a topic keeps what its retention says', 2)
}

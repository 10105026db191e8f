import { Command, Option } from 'commander'
import { CommandError } from '../shared/command-error.ts'
import { BOTH_TOPICS, consumedTopics } from '../shared/consume-topics.ts'
import { withKafka } from '../shared/kafka-options.ts'
import { withMonitoring } from '../shared/monitoring-options.ts'
import { batchSize, DEFAULT_BATCH_SIZE, integer, notEmpty, withDatabase } from '../shared/options.ts'
import { topicName } from '../shared/topic-name.ts'
import type { ConsumeOptions } from './consume-options.ts'

const DEFAULT_SESSION_TIMEOUT_SECONDS = 30
/** What brokers allow unless they are told otherwise. */
const SESSION_TIMEOUT_SECONDS = [6, 1_800] as const
const MAX_IDLE_SECONDS = 86_400

const EXAMPLES = `
Examples:
  axon consume --brokers kafka:9092 --database postgres://axon@localhost/shop
  axon consume --from-beginning --exit-when-idle 5 --json
  axon consume --topics commands                        only campaign-activity commands
  axon consume --topics commands=sale.clicks,occurrences=sale.events

Topics: commands (axon.campaign-activity.command) and occurrences (axon.event.occurrence), or others in their places.
The position in each partition is stored in the database with the effects: it decides where reading goes on. A topic that the
database does not know yet begins where the group was, else (or with --from-beginning) with its first message: no request is lost.
Outages of brokers and database are waited for, for ever. Start the same command several times to share the partitions.`

export function consumeCommand(): Command {
  const command = new Command('consume')
    .option('--group <name>', 'the consumer group', notEmpty, 'axon-group')
    .addOption(
      new Option('--topics <list>', 'what to read (see below)')
        .argParser(consumedTopics)
        .default(consumedTopics(BOTH_TOPICS), BOTH_TOPICS),
    )
    .option(
      '--from-beginning',
      'read topics that are new to the database from their first message, wherever the group was',
    )
    .option('--accept-gap', 'go on where a topic no longer holds the stored position')
    .option('--batch-size <n>', 'messages per transaction at most', batchSize, DEFAULT_BATCH_SIZE)
    .option(
      '--session-timeout <seconds>',
      'when a consumer that is silent loses its partitions',
      integer(...SESSION_TIMEOUT_SECONDS),
      DEFAULT_SESSION_TIMEOUT_SECONDS,
    )
    .option(
      '--exit-when-idle <seconds>',
      'end when everything is read and nothing came for that long',
      integer(0, MAX_IDLE_SECONDS),
    )
    .option('--dead-letter-topic <name>', 'also publish what is dead-lettered to this topic', topicName)
    .option('--dashboard', 'show the live dashboard (the default on a terminal)')
    .option('--no-dashboard', 'show the log only')
    .option('--json', 'print the summary as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ConsumeOptions) => {
      refuseLoop(options)
      const { consume } = await import('./consume.ts')
      process.exitCode = await consume(options)
    })
  return withDatabase(withMonitoring(withKafka(command)))
}

/** A dead letter that is read again is a dead letter again, without end. */
function refuseLoop({ topics, deadLetterTopic }: ConsumeOptions): void {
  if (deadLetterTopic === undefined || !topics.has(deadLetterTopic)) return
  throw new CommandError(
    `the topic ${deadLetterTopic} is read itself: name another one with --dead-letter-topic, or each dead letter makes the next one`,
    2,
  )
}

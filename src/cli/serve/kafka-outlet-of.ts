import type { KafkaOutletOptions } from '../../intake/kafka-outlet.ts'
import { createKafka } from '../../kafka/client/connect-kafka.ts'
import { COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../../kafka/client/topics.ts'
import type { MessageKind } from '../../messages/message.ts'
import type { ServeLog } from '../../monitoring/serve-log.ts'
import { readKafkaOptions } from '../shared/kafka-options.ts'
import type { ServeOptions } from './serve-options.ts'

/** Where requests are published, as the command line says. @throws CommandError */
export function kafkaOutletOf(options: ServeOptions, log: ServeLog): KafkaOutletOptions {
  const topicOf = (kind: MessageKind, usual: string): string =>
    [...options.topics].find(([, held]) => held === kind)?.[0] ?? usual
  return {
    kafka: createKafka(readKafkaOptions(options)),
    topics: {
      command: topicOf('command', COMMAND_TOPIC),
      occurrence: topicOf('occurrence', OCCURRENCE_TOPIC),
    },
    onOutage: (problem) => {
      if (problem === null) log.write('info', 'brokers-back', 'a broker answers again: requests are taken')
      else log.write('error', 'brokers-away', `no request is taken: ${problem}`)
    },
  }
}

import type { MessageKind } from '../../messages/message.ts'
import { COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../client/topics.ts'

/** The topics to read, and what their messages are: on Kafka the topic decides (CONTRACT §1). */
export type TopicKinds = ReadonlyMap<string, MessageKind>

export const CONTRACT_TOPICS: TopicKinds = new Map([
  [COMMAND_TOPIC, 'command'],
  [OCCURRENCE_TOPIC, 'occurrence'],
])

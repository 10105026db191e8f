import type { MessageKind } from '../../messages/message.ts'

/** Topics, and what their messages are: on Kafka the topic decides (CONTRACT §1). */
export type TopicKinds = ReadonlyMap<string, MessageKind>

import type { MessageKind } from '../../messages/message.ts'

/** Topics, and what their messages are: on Kafka the topic decides (CONTRACT §1). */
export type TopicKinds = ReadonlyMap<string, MessageKind>

/** Topics that are read; null: what their messages are is not decided here. */
export type ReadTopics = ReadonlyMap<string, MessageKind | null>

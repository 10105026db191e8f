import { InvalidArgumentError } from 'commander'
import type { TopicKinds } from '../../kafka/client/topic-kinds.ts'
import { COMMAND_TOPIC, OCCURRENCE_TOPIC } from '../../kafka/client/topics.ts'
import type { MessageKind } from '../../messages/message.ts'
import { topicName } from './topic-name.ts'

const PARTS: Readonly<Record<string, { readonly kind: MessageKind; readonly topic: string }>> = {
  commands: { kind: 'command', topic: COMMAND_TOPIC },
  occurrences: { kind: 'occurrence', topic: OCCURRENCE_TOPIC },
}

/** The contract's topics, as {@link consumedTopics} takes them. */
export const BOTH_TOPICS = 'commands,occurrences'

/**
 * Parses `--topics`: `commands` and `occurrences`, or their topics' names, stand for the contract's topics; `commands=NAME` and
 * `occurrences=NAME` for other topics that hold the same.
 */
export function consumedTopics(list: string): TopicKinds {
  const topics = new Map<string, MessageKind>()
  for (const item of list.split(',').map((text) => text.trim())) {
    const [name = '', renamed] = item.split('=', 2)
    const part =
      PARTS[name] ?? Object.values(PARTS).find(({ topic }) => topic === name && renamed === undefined)
    if (!part) {
      throw new InvalidArgumentError(
        `${JSON.stringify(item)} is none of commands, occurrences, commands=NAME, occurrences=NAME.`,
      )
    }
    const topic = topicName(renamed ?? part.topic)
    if ((topics.get(topic) ?? part.kind) !== part.kind) {
      throw new InvalidArgumentError(`The topic ${topic} can't hold both commands and occurrences.`)
    }
    topics.set(topic, part.kind)
  }
  return topics
}

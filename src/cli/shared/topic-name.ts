import { InvalidArgumentError } from 'commander'
import { isTopicName } from '../../kafka/client/is-topic-name.ts'

/** Parses the name of a topic. */
export function topicName(name: string): string {
  if (!isTopicName(name)) throw new InvalidArgumentError(`${JSON.stringify(name)} is no name of a topic.`)
  return name
}

import { InvalidArgumentError } from 'commander'

/** What Kafka takes as a topic's name. */
const TOPIC_NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/

/** Parses the name of a topic. */
export function topicName(name: string): string {
  if (!TOPIC_NAME.test(name)) throw new InvalidArgumentError(`${JSON.stringify(name)} is no name of a topic.`)
  return name
}

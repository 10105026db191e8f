import { randomBytes } from 'node:crypto'
import { createTopics } from '../../services/kafka/create-topics.ts'

export interface OwnTopics {
  readonly commands: string
  readonly occurrences: string
  /** For `--topics`. */
  readonly list: string
}

/** A pair of topics that no other test uses. */
export async function ownTopics(
  brokers: string,
  partitions: number,
  config: Readonly<Record<string, string>> = {},
): Promise<OwnTopics> {
  const name = randomBytes(5).toString('hex')
  const commands = `${name}.commands`
  const occurrences = `${name}.occurrences`
  await createTopics(brokers, [commands, occurrences], partitions, config)
  return { commands, occurrences, list: `commands=${commands},occurrences=${occurrences}` }
}

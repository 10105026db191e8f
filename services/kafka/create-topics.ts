import { waitUntil } from '../wait-until.ts'
import { withAdmin } from './with-admin.ts'

const PATIENCE_MS = 30_000

/** Makes the topics that are not there yet, and waits until they can be used; those that are stay as they are. */
export async function createTopics(
  brokers: string,
  names: readonly string[],
  partitions: number,
  config: Readonly<Record<string, string>> = {},
): Promise<void> {
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
  await withAdmin(brokers, async (admin) => {
    const existing = new Set(await admin.listTopics())
    const topics = names
      .filter((name) => !existing.has(name))
      .map((topic) => ({ topic, numPartitions: partitions, replicationFactor: 1, configEntries }))
    // kafkajs can wait by itself, but takes "not known yet", as a busy broker says, for a failure.
    if (topics.length > 0) await admin.createTopics({ topics, waitForLeaders: false })
    let reason: unknown
    const canBeUsed = async () => {
      try {
        for (const name of names) await admin.fetchTopicOffsets(name) // only the leader of a partition answers
        return true
      } catch (error) {
        reason = error
        return false
      }
    }
    if (!(await waitUntil(canBeUsed, PATIENCE_MS))) {
      throw new Error(`topics ${names.join(', ')} can't be used at ${brokers}: ${reason}`, { cause: reason })
    }
  })
}

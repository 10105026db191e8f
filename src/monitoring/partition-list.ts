import type { TopicPartition } from '../kafka/consumer/consume-event.ts'

type WithPosition = TopicPartition & { readonly nextOffset?: number | null }

/** `axon.event.occurrence 0, 1; other.topic 2`, with positions where they are known: `0 at 17, 1 new`. */
export function partitionList(partitions: readonly WithPosition[]): string {
  const byTopic = new Map<string, string[]>()
  const inOrder = [...partitions].sort((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition)
  for (const entry of inOrder) {
    const texts = byTopic.get(entry.topic) ?? []
    texts.push(withPosition(entry))
    byTopic.set(entry.topic, texts)
  }
  return [...byTopic].map(([topic, texts]) => `${topic} ${texts.join(', ')}`).join('; ') || 'none'
}

function withPosition({ partition, nextOffset }: WithPosition): string {
  if (nextOffset === undefined) return `${partition}`
  return nextOffset === null ? `${partition} new` : `${partition} at ${nextOffset}`
}

import { FolderForwarding } from '../../behavior-log/forward/folder/folder-forwarding.ts'
import type { ForwardListener } from '../../behavior-log/forward/forward-event.ts'
import type { Forwarding } from '../../behavior-log/forward/forwarding.ts'
import type { Shipper } from '../../behavior-log/forward/shipper.ts'
import { TopicForwarding } from '../../behavior-log/forward/topic/topic-forwarding.ts'
import type { SinkConnections } from '../../behavior-log/sink-connections.ts'
import type { ForwardOptions } from './forward-options.ts'

/** What the command line says is to be shipped. @throws HaltError if it can't be. */
export async function forwardingOf(
  options: ForwardOptions,
  connections: SinkConnections,
  shipper: Shipper,
  listener: ForwardListener,
): Promise<Forwarding> {
  const { from, exitWhenIdle } = options
  const exitWhenIdleMs = exitWhenIdle === undefined ? null : exitWhenIdle * 1_000
  if (from.kind === 'file') {
    const { removeShipped = false } = options
    return FolderForwarding.open({ folder: from.folder, removeShipped, exitWhenIdleMs }, shipper, listener)
  }
  const settings = {
    kafka: connections.kafka(),
    topic: from.topic,
    group: options.group,
    refusedTopic: options.refusedTopic ?? `${from.topic}.refused`,
    acceptGap: options.acceptGap ?? false,
    sessionTimeoutMs: options.sessionTimeout * 1_000,
    exitWhenIdleMs,
  }
  return new TopicForwarding(settings, shipper, listener)
}

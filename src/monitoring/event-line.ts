import type { ConsumeEvent } from '../kafka/consumer/consume-event.ts'
import { partitionList } from './partition-list.ts'
import { tryingAgain } from './trying-again.ts'

/** One line of the log: a message that says it all for people, and fields for programs. */
export interface EventLine {
  readonly level: 'info' | 'warn'
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** The line of an event; null for those that the regular line sums up. `shown` makes an error fit for the log. */
export function eventLine(event: ConsumeEvent, shown: (error: Error) => string): EventLine | null {
  switch (event.type) {
    case 'batch-committed':
    case 'lag':
      return null
    case 'started': {
      const { group, database, partitions } = event
      const message = `started: group ${group}, database ${database}, positions: ${partitionList(partitions)}`
      return { level: 'info', message, fields: { group, database, partitions } }
    }
    case 'assigned':
      return partitionsLine('assigned', event.partitions)
    case 'revoked':
      return partitionsLine('revoked', event.partitions)
    case 'batch-retrying':
      return retryLine('database', shown(event.error), event)
    case 'broker-retrying':
      return retryLine('broker', shown(event.error), event)
    case 'suspended': {
      const reason = shown(event.reason)
      return { level: 'warn', message: `paused until the database answers: ${reason}`, fields: { reason } }
    }
    case 'resumed':
      return { level: 'info', message: 'resumed: the database answers again', fields: {} }
    case 'fenced': {
      const { source, partition } = event.at
      const message = `fenced: another process has moved ${source} partition ${partition}; what was read of it is dropped and read anew`
      return { level: 'warn', message, fields: { source, partition } }
    }
    case 'gap-accepted': {
      const { at, from, to } = event
      const message = `gap accepted: ${at.source} partition ${at.partition} goes on at ${to} instead of ${from}`
      return { level: 'warn', message, fields: { source: at.source, partition: at.partition, from, to } }
    }
    case 'stopping': {
      const { signal } = event
      const message = `stopping (${signal}): the batch in hand is finished first`
      return { level: 'info', message, fields: { signal } }
    }
  }
}

function retryLine(
  what: 'broker' | 'database',
  error: string,
  { attempt, delayMs }: { readonly attempt: number; readonly delayMs: number },
): EventLine {
  const message = `${what}: ${error}: ${tryingAgain({ delayMs, attempt })}`
  return { level: 'warn', message, fields: { error, attempt, delayMs } }
}

function partitionsLine(
  word: string,
  partitions: readonly { topic: string; partition: number }[],
): EventLine {
  return { level: 'info', message: `${word}: ${partitionList(partitions)}`, fields: { partitions } }
}

import { oneLineError } from '../../domain/shown-text.ts'
import { SourceName } from '../../domain/source-name.ts'
import type { ConsumeEvent, TopicPartition } from '../../kafka/consumer/consume-event.ts'
import type { LogTarget } from '../../monitoring/log-stream.ts'
import type { Database } from '../../stores/database.ts'
import { isDashboardWanted, showDashboard } from '../shared/show-dashboard.ts'
import type { ConsumeOptions } from './consume-options.ts'

type Dashboard = NonNullable<Awaited<ReturnType<typeof showDashboard>>>

/** The dashboard of `axon consume`. While it has the screen, it shows what is written to stderr on the same terminal. */
export class ConsumeDashboard implements LogTarget {
  #dashboard: Dashboard | null = null

  /** No colours in lines that may come to stand in the dashboard. */
  readonly isTTY: boolean

  /** @throws CommandError (exit 2) for `--dashboard` without a terminal. */
  constructor(options: ConsumeOptions) {
    this.isTTY = process.stderr.isTTY === true && !isDashboardWanted(options, false)
  }

  write(text: string): void {
    process.stderr.write(text)
  }

  /** On a terminal, unless it is not wanted. */
  async show(options: ConsumeOptions, database: Database, skipped: () => number): Promise<void> {
    this.#dashboard = await showDashboard(options, {
      mode: 'consume',
      source: `kafka ${options.brokers.join(',')} (${options.group})`,
      database,
      stdinIsSource: false,
      progress: () => ({ share: null, skipped: skipped() }),
    })
  }

  /** Waits while the user has paused it. */
  async beforeBatch(signal: AbortSignal): Promise<void> {
    await this.#dashboard?.gate.open(signal)
  }

  listen(event: ConsumeEvent): void {
    const dashboard = this.#dashboard
    if (!dashboard) return
    switch (event.type) {
      case 'batch-committed':
      case 'batch-retrying':
        dashboard.listen(event)
        break
      case 'broker-retrying': {
        const { error, attempt, delayMs } = event
        dashboard.sendNow([
          { type: 'broker-retrying', at: Date.now(), error: oneLineError(error.message), attempt, delayMs },
        ])
        break
      }
      case 'assigned':
        dashboard.send({ type: 'broker-answered' })
        break
      case 'lag':
        dashboard.send({ type: 'broker-answered' })
        dashboard.send({
          type: 'partitions',
          partitions: event.partitions.map(({ nextOffset, lag, state, ...at }) => ({
            ...placeOf(at),
            nextOffset,
            lag,
            state,
          })),
        })
        break
      case 'revoked':
        dashboard.send({
          type: 'partitions',
          partitions: event.partitions.map((at) => ({ ...placeOf(at), state: 'revoked' })),
        })
        break
      case 'suspended':
        dashboard.send({ type: 'suspended', reason: oneLineError(event.reason.message) })
        break
      case 'resumed':
        dashboard.send({ type: 'suspended', reason: null })
        break
      case 'stopping':
        dashboard.send({ type: 'stopping' })
        break
    }
  }

  /** Gives the terminal back. */
  async end(): Promise<void> {
    const dashboard = this.#dashboard
    this.#dashboard = null
    await dashboard?.end()
  }
}

const placeOf = ({ topic, partition }: TopicPartition) => ({
  source: SourceName.of('kafka', topic).text,
  partition,
})

import type { ConsumeEvent } from '../kafka/consumer/consume-event.ts'
import { PartitionWatch } from './partition-watch.ts'
import { shownError } from './shown-error.ts'

/** Longer than any transaction may take: the database's own time limits make an outage of it before. */
const STALL_MS = 120_000

export interface Health {
  readonly ok: boolean
  /** One line, without secrets. */
  readonly reason: string
}

const isOk: Health = { ok: true, reason: 'ok' }
const isNot = (reason: string): Health => ({ ok: false, reason })

/** What the events of `consume` say about its health: is it alive, is it ready. */
export class ConsumeHealth {
  readonly #watch = new PartitionWatch()
  readonly #secrets: readonly string[]
  readonly #now: () => number
  #group: 'starting' | 'joined' | 'rebalancing' | 'stopping' = 'starting'
  /** Why the database can't be written; null while it can. */
  #outage: string | null = null

  /** `now`: a clock in ms that never goes back. */
  constructor(secrets: readonly string[] = [], now: () => number = () => performance.now()) {
    this.#secrets = secrets
    this.#now = now
  }

  readonly listen = (event: ConsumeEvent): void => {
    switch (event.type) {
      case 'assigned':
        this.#regroup('joined')
        break
      case 'revoked':
        this.#regroup('rebalancing')
        break
      case 'stopping':
        this.#regroup('stopping')
        break
      case 'batch-retrying':
        this.#databaseAway(`retry ${event.attempt}: ${shownError(event.error, this.#secrets)}`)
        break
      case 'suspended':
        this.#databaseAway(`paused: ${shownError(event.reason, this.#secrets)}`)
        break
      case 'started':
      case 'batch-committed':
      case 'resumed':
        this.#databaseBack()
        break
      case 'broker-retrying':
        this.#watch.excuse(this.#now())
        break
      case 'lag':
        this.#watch.see(event.partitions, this.#now())
        break
    }
  }

  /** Alive, unless messages wait and nothing moves for no known reason: a restart may then help. */
  live(): Health {
    const isExcused = this.#outage !== null || this.#group === 'stopping'
    const stalled = isExcused ? null : this.#watch.stalled(this.#now(), STALL_MS)
    return stalled === null ? isOk : isNot(stalled)
  }

  /** Ready once the group is joined, while the database is written. */
  ready(): Health {
    if (this.#group === 'starting') return isNot('starting: the consumer group is not joined yet')
    if (this.#group === 'rebalancing') return isNot('rebalancing: the consumer group is being joined again')
    if (this.#group === 'stopping') return isNot('stopping')
    return this.#outage === null ? isOk : isNot(`database: ${this.#outage}`)
  }

  #regroup(group: 'joined' | 'rebalancing' | 'stopping'): void {
    if (this.#group !== 'stopping') this.#group = group
    this.#watch.excuse(this.#now())
  }

  #databaseAway(why: string): void {
    this.#outage = why
  }

  #databaseBack(): void {
    if (this.#outage !== null) this.#watch.excuse(this.#now())
    this.#outage = null
  }
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { DEAD_LETTER_REASONS, REJECT_REASONS } from '../domain/outcome.ts'
import type { ConsumeEvent, PartitionLag, TopicPartition } from '../kafka/consumer/consume-event.ts'
import { packageVersion } from '../package-version.ts'
import type { OutcomesCommitted } from '../pipeline/pipeline-event.ts'
import { RunSummary } from '../pipeline/run-summary.ts'

const BATCH_MESSAGES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]
const BATCH_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30]
const RECORD_TO_COMMIT_SECONDS = [...BATCH_SECONDS, 60, 300, 1_800, 7_200]

const NO_REASON = ''

/** What `axon consume` tells Prometheus (docs/metrics.md has the table). Counts per batch, not per message, where it can. */
export class ConsumeMetrics {
  readonly registry = new Registry()
  readonly #on = { registers: [this.registry] }

  readonly #messages = new Counter({
    name: 'axon_messages_total',
    help: 'Messages processed, by outcome; reason is set for rejected and dead_letter.',
    labelNames: ['outcome', 'reason'],
    ...this.#on,
  })
  readonly #batchMessages = new Histogram({
    name: 'axon_batch_messages',
    help: 'Messages per committed batch.',
    buckets: BATCH_MESSAGES,
    ...this.#on,
  })
  readonly #batchSeconds = new Histogram({
    name: 'axon_batch_seconds',
    help: 'Time of the transaction of a batch, start to commit; earlier attempts are not in it.',
    buckets: BATCH_SECONDS,
    ...this.#on,
  })
  readonly #recordToCommit = new Histogram({
    name: 'axon_record_to_commit_seconds',
    help: 'Time from the timestamp of a record to the commit of its outcome, per message.',
    buckets: RECORD_TO_COMMIT_SECONDS,
    ...this.#on,
  })
  readonly #retries = new Counter({
    name: 'axon_retries_total',
    help: 'Retries after an outage, by what was away.',
    labelNames: ['what'],
    ...this.#on,
  })
  readonly #lag = new Gauge({
    name: 'axon_lag',
    help: 'Offsets between the position in the database and the end of the partition.',
    labelNames: ['topic', 'partition'],
    ...this.#on,
  })
  readonly #position = new Gauge({
    name: 'axon_position',
    help: 'The offset up to which everything is committed to the database.',
    labelNames: ['topic', 'partition'],
    ...this.#on,
  })
  readonly #fenced = new Counter({
    name: 'axon_fenced_total',
    help: 'How often another process had moved the position of a partition first.',
    ...this.#on,
  })
  readonly #gaps = new Counter({
    name: 'axon_gaps_accepted_total',
    help: 'Gaps that --accept-gap went over.',
    ...this.#on,
  })
  readonly #paused: Gauge

  /** `isPaused` is asked at each scrape; without it events tell. */
  constructor(isPaused?: () => Promise<boolean>) {
    this.#paused = new Gauge({
      name: 'axon_paused',
      help: '1 while nothing is read or taken because the database is away, else 0.',
      ...(isPaused && {
        async collect() {
          this.set(Number(await isPaused()))
        },
      }),
      ...this.#on,
    })
    new Gauge({
      name: 'axon_build_info',
      help: 'Always 1; the version of Axon is in the label.',
      labelNames: ['version'],
      ...this.#on,
    }).set({ version: packageVersion() }, 1)
    collectDefaultMetrics({ register: this.registry })
    this.#startAtZero()
  }

  readonly listen = (event: ConsumeEvent | OutcomesCommitted): void => {
    switch (event.type) {
      case 'batch-committed':
        this.#countBatch(event)
        break
      case 'batch-retrying':
        this.#retries.inc({ what: 'database' })
        break
      case 'broker-retrying':
        this.#retries.inc({ what: 'broker' })
        break
      case 'lag':
        this.#setLag(event.partitions)
        break
      case 'revoked':
        this.#forget(event.partitions)
        break
      case 'fenced':
        this.#fenced.inc()
        break
      case 'gap-accepted':
        this.#gaps.inc()
        break
      case 'suspended':
        this.#paused.set(1)
        break
      case 'resumed':
        this.#paused.set(0)
        break
    }
  }

  /** Series that exist before they count: `rate()` and alerts then see the first increase. */
  #startAtZero(): void {
    for (const outcome of ['approved', 'duplicate', 'recorded']) this.#count(outcome, NO_REASON, 0)
    for (const reason of REJECT_REASONS) this.#count('rejected', reason, 0)
    for (const reason of DEAD_LETTER_REASONS) this.#count('dead_letter', reason, 0)
    for (const what of ['database', 'broker']) this.#retries.inc({ what }, 0)
  }

  #countBatch(event: OutcomesCommitted): void {
    const summary = new RunSummary()
    summary.listen(event)
    const { approved, duplicate, recorded, rejectedByReason, deadLetterByReason, read } = summary.totals()
    this.#count('approved', NO_REASON, approved)
    this.#count('duplicate', NO_REASON, duplicate)
    this.#count('recorded', NO_REASON, recorded)
    for (const [reason, count] of Object.entries(rejectedByReason)) this.#count('rejected', reason, count)
    for (const [reason, count] of Object.entries(deadLetterByReason))
      this.#count('dead_letter', reason, count)
    this.#batchMessages.observe(read)
    this.#batchSeconds.observe(event.elapsedMs / 1_000)
    const committedAt = Date.now()
    for (const { request } of event.decided) {
      const { recordTime } = request.raw
      // The producer's clock may be ahead of ours.
      if (recordTime !== null) this.#recordToCommit.observe(Math.max(0, committedAt - recordTime) / 1_000)
    }
  }

  #count(outcome: string, reason: string, messages: number): void {
    this.#messages.inc({ outcome, reason }, messages)
  }

  /** The event lists all partitions of this process: what is not in it is another one's now. */
  #setLag(partitions: readonly PartitionLag[]): void {
    this.#lag.reset()
    this.#position.reset()
    for (const { topic, partition, lag, nextOffset } of partitions) {
      this.#lag.set({ topic, partition }, lag)
      this.#position.set({ topic, partition }, nextOffset)
    }
  }

  #forget(partitions: readonly TopicPartition[]): void {
    for (const { topic, partition } of partitions) {
      this.#lag.remove({ topic, partition })
      this.#position.remove({ topic, partition })
    }
  }
}

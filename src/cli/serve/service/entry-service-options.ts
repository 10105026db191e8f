import type { SinkPlace } from '../../../behavior-log/place/sink-place.ts'
import type { SinkConnections } from '../../../behavior-log/sink-connections.ts'
import type { UserTokens } from '../../../http/identity/user-tokens.ts'
import type { BucketSize } from '../../../http/limits/token-buckets.ts'
import type { Route } from '../../../http/routes/route.ts'
import type { Sent } from '../../../http/server/sent.ts'
import type { KafkaOutletOptions } from '../../../intake/kafka-outlet.ts'
import type { ServeLog } from '../../../monitoring/serve-log.ts'
import type { ReceiptKeys } from '../../../operations/receipts/receipt-keys.ts'
import type { PipelineEvent } from '../../../pipeline/pipeline-event.ts'
import type { Site } from '../../../reads/identity/sites.ts'
import type { DatabaseUrl } from '../../../stores/database-url.ts'

export interface AdminOptions {
  readonly host: string
  readonly port: number
  /** The https origin by which browsers ask; null: from this machine only. */
  readonly origin: string | null
  /** Of the service's database: on SQLite admin has connections of its own. */
  readonly databaseUrl: DatabaseUrl | string
  /** On SQLite what is only read is read in a thread; default: on the event loop. */
  readonly readsApart?: boolean
  /** Whoever has the terminal gets a link that signs him in. */
  readonly hasOnceLink: boolean
}

export interface EntryServiceOptions {
  readonly host: string
  readonly port: number
  readonly name: string
  readonly batchSize: number
  /** Direct mode: of the database, for a thread of its own that decides and writes; default: all is done in this one. */
  readonly writerUrl?: string
  readonly maxStreams: number
  readonly metricsPort?: number
  readonly metricsHost: string
  readonly tokens: UserTokens | null
  readonly receiptKeys: ReceiptKeys
  /** Kafka mode: where requests are published; else they are decided here. */
  readonly kafka?: KafkaOutletOptions
  /** Default: no admin listener. */
  readonly admin?: AdminOptions
  /** Beside those that every service has. */
  readonly moreRoutes?: readonly Route[]
  /** Beside those of the database. */
  readonly moreSites?: readonly Site[]
  /** Null: no limit. */
  readonly limitUser: BucketSize | null
  readonly limitIp: BucketSize | null
  readonly trustProxy?: readonly string[]
  /** Where behaviours go; default: a folder that is made when the first one comes. */
  readonly behaviorLog?: SinkPlace
  readonly sinkConnections: SinkConnections
  /** Query parameters that are taken out of URLs, beside those that always are; separated by commas. */
  readonly dropQuery?: string
  readonly log: ServeLog
  /** Hears of batches. */
  readonly listener?: (event: PipelineEvent) => void
  /** Hears of requests that were answered. */
  readonly onAnswered?: (sent: Sent, elapsedMs: number) => void
}

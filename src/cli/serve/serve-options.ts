import type { SinkPlace } from '../../behavior-log/place/sink-place.ts'
import type { BucketSize } from '../../http/limits/token-buckets.ts'
import type { TopicKinds } from '../../kafka/client/topic-kinds.ts'
import type { MonitoringOptions } from '../../monitoring/monitoring-options.ts'
import type { KafkaFlags } from '../shared/kafka-options.ts'
import type { DatabaseOptions } from '../shared/options.ts'

export interface ServeOptions extends DatabaseOptions, MonitoringOptions, KafkaFlags {
  /** Where accepted requests go. */
  readonly to: 'database' | 'kafka'
  readonly topics: TopicKinds
  readonly host: string
  readonly port: number
  readonly name?: string
  /** Without it there are no admin pages, but for those of a trial. */
  readonly adminPort?: number
  readonly adminHost?: string
  readonly adminOrigin?: string
  readonly batchSize: number
  readonly maxStreams: number
  /** Seconds. */
  readonly drainDelay: number
  readonly limitUser: BucketSize | 'none'
  readonly limitIp: BucketSize | 'none'
  /** Addresses and networks. */
  readonly trustProxy?: readonly string[]
  readonly behaviorLog?: SinkPlace
  /** Separated by commas. */
  readonly dropQuery?: string
  readonly receiptKeyFile?: string
  readonly jwtSecretFile?: string
  readonly jwksFile?: string
  readonly jwksUrl?: string
  readonly jwtIssuer?: string
  readonly jwtAudience?: string
  readonly jwtAnyAudience?: boolean
  readonly jwtUserClaim: string
  readonly dev?: boolean
  readonly dashboard?: boolean
  readonly json?: boolean
}

/** A folder of files of lines. */
export interface FilePlace {
  readonly kind: 'file'
  readonly folder: string
}

export interface StdoutPlace {
  readonly kind: 'stdout'
}

export interface KafkaPlace {
  readonly kind: 'kafka'
  readonly topic: string
}

/** A Fluentd or Fluent Bit that takes the Forward protocol. */
export interface FluentdPlace {
  readonly kind: 'fluentd'
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
  readonly tag: string
  readonly tls: boolean
}

/** Elasticsearch, or what speaks as it does. */
export interface ElasticsearchPlace {
  readonly kind: 'elasticsearch'
  /** `https://host:9200` */
  readonly url: string
  /** What the names of its indices begin with. */
  readonly name: string
}

/** Where a sink is (CONTRACT §15). It holds no secret: those are in the environment. */
export type SinkPlace = FilePlace | StdoutPlace | KafkaPlace | FluentdPlace | ElasticsearchPlace

/** In the folder that the command runs in. */
export const DEFAULT_SINK_PLACE: SinkPlace = { kind: 'file', folder: 'behavior-logs' }

import type { ElasticsearchPlace } from '../../behavior-log/place/sink-place.ts'
import type { ReadablePlace } from '../../behavior-log/reading/open-reader.ts'

export interface SetupOptions {
  readonly to: ElasticsearchPlace
  /** As `90d` or `12h`. */
  readonly retention?: string
  readonly json?: boolean
}

export interface TailOptions {
  readonly from: ReadablePlace
  readonly event?: number
  readonly trigger?: string
  readonly user?: string
  readonly site?: string
  /** Milliseconds back. */
  readonly since?: number
  readonly lines: number
  readonly follow?: boolean
  readonly json?: boolean
}

import type { SourceMessage, SourcePosition, SourceSlice } from '../src/pipeline/source-slice.ts'
import { OPENING } from './shop.ts'

export interface SliceOptions {
  readonly partition?: number
  readonly from?: SourcePosition | null
}

/** JSON values (or bytes) as the next messages of a partition of `kafka:test`. */
export function sliceOf(
  values: readonly (object | Buffer | null)[],
  { partition = 0, from = null }: SliceOptions = {},
): SourceSlice {
  const start = from?.nextOffset ?? 0
  const messages = values.map(
    (value, index): SourceMessage => ({
      offset: start + index,
      key: Buffer.from([0, index % 256]),
      value: value === null || Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value)),
      recordTime: OPENING,
    }),
  )
  const to = { nextOffset: start + values.length, fingerprint: null }
  return {
    at: { source: 'kafka:test', partition },
    messageKind: null,
    messages,
    claim: { kind: 'advance', from, to },
  }
}

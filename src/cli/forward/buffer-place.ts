import type { FilePlace, KafkaPlace } from '../../behavior-log/place/sink-place.ts'
import { CommandError } from '../shared/command-error.ts'
import { sinkPlace } from '../shared/sinks/sink-place.ts'

/** Where behaviours are buffered. */
export type BufferPlace = FilePlace | KafkaPlace

/** Parses `--from`. */
export function bufferPlace(text: string): BufferPlace {
  const place = sinkPlace('--from')(text)
  if (place.kind === 'file' || place.kind === 'kafka') return place
  throw new CommandError(`--from: only a folder (file:DIR) or a topic (kafka:TOPIC) can be read again`, 2)
}

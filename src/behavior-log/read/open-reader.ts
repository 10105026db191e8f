import { FileReader } from '../files/file-reader.ts'
import type { SinkPlace } from '../place/sink-place.ts'
import type { BehaviorReader } from './behavior-reader.ts'

/** What reads a sink again; null: what goes there can't be read from here. */
export function openReader(place: SinkPlace): BehaviorReader | null {
  return place.kind === 'file' ? new FileReader(place.folder) : null
}

import { DEFAULT_SINK_PLACE } from '../../../behavior-log/place/sink-place.ts'
import { openReader } from '../../../behavior-log/reading/open-reader.ts'
import { RecordedBehaviors } from '../../../http/admin-routes/events/recorded-behaviors.ts'
import type { EntryServiceOptions } from './entry-service-options.ts'

/** What the service's own sink has kept; null: what goes there can't be read from here. */
export function recordedBehaviors({
  behaviorLog: place = DEFAULT_SINK_PLACE,
  sinkConnections,
}: Pick<EntryServiceOptions, 'behaviorLog' | 'sinkConnections'>): RecordedBehaviors | null {
  if (place.kind !== 'file' && place.kind !== 'elasticsearch') return null
  return new RecordedBehaviors(place.kind, () => openReader(place, sinkConnections))
}

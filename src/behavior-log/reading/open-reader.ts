import { ElasticsearchApi } from '../elasticsearch/elasticsearch-api.ts'
import type { ElasticsearchPlace, FilePlace } from '../place/sink-place.ts'
import type { SinkConnections } from '../sink-connections.ts'
import type { BehaviorReader } from './behavior-reader.ts'
import { FolderReader } from './folder-reader.ts'
import { IndexReader } from './index-reader.ts'

/** Where behaviours can be looked for. */
export type ReadablePlace = FilePlace | ElasticsearchPlace

export function openReader(
  place: ReadablePlace,
  connections: Pick<SinkConnections, 'elasticsearch'>,
): BehaviorReader {
  if (place.kind === 'file') return new FolderReader(place.folder)
  return new IndexReader(new ElasticsearchApi(place, connections.elasticsearch()))
}

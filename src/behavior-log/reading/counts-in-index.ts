import type { ElasticsearchApi } from '../elasticsearch/elasticsearch-api.ts'
import type { DayCounts } from './day-counts.ts'

interface Days {
  readonly aggregations?: {
    readonly days: {
      readonly buckets: readonly { readonly key_as_string: string; readonly doc_count: number }[]
    }
  }
}

/** How often an event was kept on each day from an instant on (epoch ms). */
export async function countsInIndex(
  api: ElasticsearchApi,
  eventId: number,
  sinceMs: number,
): Promise<DayCounts> {
  const since = new Date(sinceMs).toISOString()
  const histogram = { field: '@timestamp', calendar_interval: 'day', format: 'yyyy-MM-dd', min_doc_count: 1 }
  const filter = [{ term: { 'axon.event_id': eventId } }, { range: { '@timestamp': { gte: since } } }]
  const { aggregations } = await api.search<Days>({
    size: 0,
    query: { bool: { filter } },
    aggs: { days: { date_histogram: histogram } },
  })
  const buckets = aggregations?.days.buckets ?? []
  return { days: new Map(buckets.map(({ key_as_string: day, doc_count: count }) => [day, count])), why: null }
}

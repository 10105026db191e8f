import type { ElasticsearchApi } from '../elasticsearch-api.ts'

/** Who answers. */
export interface ServerKind {
  readonly distribution: 'opensearch' | 'elasticsearch'
  readonly version: string
}

/** The first versions that know what the templates use: `flat_object`, and composable templates with `flattened`. */
const OLDEST = { opensearch: [2, 7], elasticsearch: [7, 9] } as const

interface Root {
  readonly version?: { readonly number?: unknown; readonly distribution?: unknown }
}

/** Asks who it is. @throws HaltError if it is neither, or too old. */
export async function serverKind(api: ElasticsearchApi): Promise<ServerKind> {
  const { version: told } = await api.ask<Root>('GET', '/')
  const version = told?.number
  if (typeof version !== 'string') throw api.unusable('it is neither Elasticsearch nor OpenSearch')
  const distribution = told?.distribution === 'opensearch' ? 'opensearch' : 'elasticsearch'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST[distribution]
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor))
    throw api.unusable(
      `it is ${distribution} ${version}, and ${oldestMajor}.${oldestMinor} is the oldest that will do`,
    )
  return { distribution, version }
}

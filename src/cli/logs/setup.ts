import { ElasticsearchApi } from '../../behavior-log/elasticsearch/elasticsearch-api.ts'
import { type SetUp, setUp } from '../../behavior-log/elasticsearch/setup/set-up.ts'
import { placeText } from '../../behavior-log/place/place-text.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { elasticsearchAuthorization } from '../shared/sinks/elasticsearch-authorization.ts'
import type { SetupOptions } from './logs-options.ts'

const TITLES = { opensearch: 'OpenSearch', elasticsearch: 'Elasticsearch' }

/** `axon logs setup`. Returns the exit code. */
export async function setupLogs({ to, retention: after, json }: SetupOptions): Promise<number> {
  const api = new ElasticsearchApi(to, elasticsearchAuthorization())
  let done: SetUp
  try {
    done = await setUp(api, after ?? null)
  } finally {
    await api.close()
  }
  const { server, template, retention } = done
  const policy = after === undefined ? null : { after, state: retention }
  const title = `${TITLES[server.distribution]} ${server.version}`
  const lines = [
    `${placeText(to)} is ${title}`,
    `the index template ${to.name} ${SAID[template]}`,
    ...(retention === null || retention === 'unsupported'
      ? []
      : [`the policy ${to.name}, which deletes indices after ${after}, ${SAID[retention]}`]),
  ]
  process.stdout.write(
    json
      ? `${terminalJson({ server, name: to.name, template, retention: policy })}\n`
      : `${lines.join('\n')}\n`,
  )
  if (retention !== 'unsupported') return 0
  process.stderr.write(
    `axon: this ${title} has no index management (the plugin ISM), so nothing deletes indices after ${after}: install it, or delete them yourself, such as DELETE /${to.name}-2026.10.*\n`,
  )
  return 1
}

const SAID = {
  created: 'is made',
  updated: 'is brought up to date; indices that exist keep what they have',
  unchanged: 'is there already',
}

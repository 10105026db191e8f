import { createHash } from 'node:crypto'
import type { ElasticsearchApi } from '../elasticsearch-api.ts'
import type { ServerKind } from './server-kind.ts'
import type { SetUpState } from './set-up-state.ts'
import { shippedJson } from './shipped-json.ts'

interface Template {
  readonly index_patterns: readonly string[]
  readonly template: { readonly settings: { readonly index: object }; readonly mappings: object }
  readonly _meta: object
}

interface Found {
  readonly index_templates: readonly {
    readonly index_template: { readonly _meta?: { readonly digest?: string } }
  }[]
}

/** The template of all indices whose names begin with the place's name. Indices that exist keep what they have. */
export async function setUpTemplate(api: ElasticsearchApi, server: ServerKind): Promise<SetUpState> {
  const { name } = api
  const shipped = await shippedJson<Template>(server, 'index')
  const wanted: Template = {
    ...shipped,
    index_patterns: [`${name}-*`],
    template: {
      ...shipped.template,
      settings: { index: { ...shipped.template.settings.index, ...(await lifecycle(api, server)) } },
    },
  }
  const digest = createHash('sha256').update(JSON.stringify(wanted)).digest('hex')
  const found = await api.find<Found>(`/_index_template/${name}`)
  const before = found?.index_templates[0]?.index_template._meta
  if (before?.digest === digest) return 'unchanged'
  await api.ask('PUT', `/_index_template/${name}`, { ...wanted, _meta: { ...wanted._meta, digest } })
  return found ? 'updated' : 'created'
}

/** Elasticsearch learns of a policy from the settings of an index; OpenSearch's policies name the indices themselves. */
async function lifecycle(api: ElasticsearchApi, { distribution }: ServerKind): Promise<object> {
  if (distribution === 'opensearch') return {}
  return (await api.find(`/_ilm/policy/${api.name}`)) ? { lifecycle: { name: api.name } } : {}
}

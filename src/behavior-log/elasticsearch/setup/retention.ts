import type { ElasticsearchApi } from '../elasticsearch-api.ts'
import type { ServerKind } from './server-kind.ts'
import type { RetentionState } from './set-up-state.ts'
import { shippedJson } from './shipped-json.ts'

/** Indices are deleted when they are older than `age` (`30d`), counted from when they were made. */
export function setUpRetention(
  api: ElasticsearchApi,
  server: ServerKind,
  age: string,
): Promise<RetentionState> {
  return server.distribution === 'opensearch'
    ? stateManagement(api, server, age)
    : lifecycle(api, server, age)
}

interface IsmPolicy {
  readonly policy: {
    readonly states: readonly [{ transitions: [{ conditions: { min_index_age: string } }] }, ...object[]]
    readonly ism_template: readonly [{ index_patterns: string[] }]
  }
}

interface StoredIsmPolicy extends IsmPolicy {
  readonly _seq_no: number
  readonly _primary_term: number
}

/** OpenSearch: a plugin, which its distributions have and its core has not. */
async function stateManagement(
  api: ElasticsearchApi,
  server: ServerKind,
  age: string,
): Promise<RetentionState> {
  const { name } = api
  const path = `/_plugins/_ism/policies/${name}`
  if (!(await api.knows(path))) return 'unsupported'
  const before = await api.find<StoredIsmPolicy>(path)
  if (before?.policy.states[0].transitions[0].conditions.min_index_age === age) return 'unchanged'
  const wanted = await shippedJson<IsmPolicy>(server, 'retention')
  wanted.policy.states[0].transitions[0].conditions.min_index_age = age
  wanted.policy.ism_template[0].index_patterns = [`${name}-*`]
  const onlyIf = before ? `?if_seq_no=${before._seq_no}&if_primary_term=${before._primary_term}` : ''
  await api.ask('PUT', `${path}${onlyIf}`, wanted)
  // New indices have it by its template; those that exist are told.
  const tell = before ? 'change_policy' : 'add'
  await api.ask('POST', `/_plugins/_ism/${tell}/${name}-*`, { policy_id: name })
  return before ? 'updated' : 'created'
}

interface IlmPolicy {
  readonly policy: { readonly phases: { readonly delete: { min_age: string } } }
}

async function lifecycle(api: ElasticsearchApi, server: ServerKind, age: string): Promise<RetentionState> {
  const { name } = api
  const path = `/_ilm/policy/${name}`
  const before = (await api.find<Readonly<Record<string, IlmPolicy>>>(path))?.[name]
  if (before?.policy.phases.delete?.min_age === age) return 'unchanged'
  const wanted = await shippedJson<IlmPolicy>(server, 'retention')
  wanted.policy.phases.delete.min_age = age
  await api.ask('PUT', path, wanted)
  // New indices have it by their template; those that exist are told.
  await api.ask('PUT', `/${name}-*/_settings?allow_no_indices=true`, { 'index.lifecycle.name': name })
  return before ? 'updated' : 'created'
}

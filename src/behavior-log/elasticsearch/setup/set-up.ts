import type { ElasticsearchApi } from '../elasticsearch-api.ts'
import { setUpRetention } from './retention.ts'
import { type ServerKind, serverKind } from './server-kind.ts'
import type { RetentionState, SetUpState } from './set-up-state.ts'
import { setUpTemplate } from './template.ts'

export interface SetUp {
  readonly server: ServerKind
  readonly template: SetUpState
  /** Null: it was not asked for. */
  readonly retention: RetentionState | null
}

/**
 * Makes a server ready for behaviours: the template that every new index gets, and, if `retention` (`30d`) is given, the policy that deletes old ones.
 * Again changes nothing. @throws HaltError
 */
export async function setUp(api: ElasticsearchApi, retention: string | null): Promise<SetUp> {
  const server = await serverKind(api)
  const policy = retention === null ? null : await setUpRetention(api, server, retention)
  const template = await setUpTemplate(api, server)
  return { server, template, retention: policy }
}

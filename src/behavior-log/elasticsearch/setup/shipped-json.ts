import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../../../package-root.ts'
import type { ServerKind } from './server-kind.ts'

/** What Axon ships for a kind of server: `index` is the template of its indices, `retention` the policy that deletes old ones. */
export async function shippedJson<Json>(
  { distribution }: ServerKind,
  what: 'index' | 'retention',
): Promise<Json> {
  return JSON.parse(
    await readFile(join(packageRoot, 'templates', distribution, `${what}.json`), 'utf8'),
  ) as Json
}

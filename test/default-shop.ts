import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../src/package-root.ts'

/** The shop that `axon seed` loads. */
export const DEFAULT_SHOP: unknown = JSON.parse(
  readFileSync(join(packageRoot, 'seeds', 'default.json'), 'utf8'),
)

export const fixturePath = (name: string): string => join(packageRoot, 'fixtures', name)

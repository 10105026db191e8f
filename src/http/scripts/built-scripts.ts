import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants, gzipSync } from 'node:zlib'
import { packageRoot } from '../../package-root.ts'

/** A script for browsers, as `npm run build` has left it in `dist/browser`. */
export interface BuiltScript {
  /** `axon.js` */
  readonly name: ScriptName
  /** With a hash of its content: what is under it never changes. */
  readonly file: string
  /** For the attribute `integrity`. */
  readonly integrity: string
  readonly text: string
  readonly gzipped: Buffer
}

export const SCRIPT_NAMES = ['axon.js', 'axon-buy.js', 'axon-debug.js'] as const

export type ScriptName = (typeof SCRIPT_NAMES)[number]

type Manifest = Readonly<Record<string, { readonly file: string; readonly integrity: string }>>

/** The scripts that pages may load; none where nothing was built (sources that are run as they are). */
export function builtScripts(): readonly BuiltScript[] {
  const read = (file: string): string => readFileSync(join(packageRoot, 'dist', 'browser', file), 'utf8')
  let manifest: Manifest
  try {
    manifest = JSON.parse(read('manifest.json')) as Manifest
  } catch {
    return []
  }
  return SCRIPT_NAMES.flatMap((name) => {
    const built = manifest[name]
    if (!built) return []
    const text = read(built.file)
    const gzipped = gzipSync(text, { level: constants.Z_BEST_COMPRESSION })
    return [{ name, file: built.file, integrity: built.integrity, text, gzipped }]
  })
}

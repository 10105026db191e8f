import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'
import { AXON } from '../axon.ts'
import type { Markdown } from './markdown.ts'

const TYPED_WITHIN_MS = 120_000

/** As they are called after an install, and in a clone. */
const PROGRAMS = {
  axon: `#!/bin/sh\nexec "${process.execPath}" "${AXON}" "$@"\n`,
  npx: '#!/bin/sh\nexec "$@"\n',
}

/** A folder in which the commands of a page are typed, with the samples of a clone in it. */
export class TypedPage {
  readonly folder = mkdtempSync(join(tmpdir(), 'axon-docs-'))
  readonly #env: Readonly<Record<string, string | undefined>>

  /** `env` adds to that of the tests, which names no database. */
  constructor(env: Readonly<Record<string, string>> = {}) {
    const { DATABASE_URL: _, KAFKA_BROKERS: __, PATH, ...inherited } = process.env
    const programs = join(this.folder, '.programs')
    this.#env = { ...inherited, PATH: `${programs}:${PATH}`, ...env }
    mkdirSync(programs)
    for (const [name, script] of Object.entries(PROGRAMS))
      writeFileSync(join(programs, name), script, { mode: 0o755 })
    for (const part of ['fixtures', 'seeds'])
      cpSync(join(packageRoot, part), join(this.folder, part), { recursive: true })
  }

  /** What a script prints on stdout; `axon` and `npx axon` are the built program. @throws Error if a command fails. */
  type(script: string): string {
    return execFileSync('sh', ['-ec', script], {
      cwd: this.folder,
      env: this.#env,
      encoding: 'utf8',
      // What runs until a signal must not hold up the tests for ever.
      timeout: TYPED_WITHIN_MS,
      killSignal: 'SIGTERM',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  /** Does what a page says from its top: writes the files that it shows, and types its `sh` blocks. */
  follow({ codeBlocks }: Markdown): void {
    for (const { info, code } of codeBlocks) {
      const file = /^json file=(\S+)$/.exec(info)?.[1]
      if (file !== undefined) writeFileSync(join(this.folder, file), code)
      else if (info === 'sh') this.type(code)
    }
  }

  drop(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

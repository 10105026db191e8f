import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'
import { AXON } from '../axon.ts'
import type { Markdown } from './markdown.ts'

const AXON_COMMAND = `"${process.execPath}" "${AXON}"`

/** A folder in which the commands of a page are typed, with the samples of a clone in it. */
export class TypedPage {
  readonly folder = mkdtempSync(join(tmpdir(), 'axon-docs-'))
  readonly #env: Readonly<Record<string, string | undefined>>

  /** `env` adds to that of the tests, which names no database. */
  constructor(env: Readonly<Record<string, string>> = {}) {
    const { DATABASE_URL: _, KAFKA_BROKERS: __, ...inherited } = process.env
    this.#env = { ...inherited, ...env }
    for (const part of ['fixtures', 'seeds'])
      cpSync(join(packageRoot, part), join(this.folder, part), { recursive: true })
  }

  /** What a script prints on stdout; `axon` and `npx axon` are the built program. @throws Error if a command fails. */
  type(script: string): string {
    const known = script.replace(/^(\s*)(?:npx )?axon (?=[a-z])/gm, `$1${AXON_COMMAND} `)
    return execFileSync(
      'sh',
      ['-ec', known.replaceAll(/(?<=&&|\|) (?:npx )?axon (?=[a-z])/g, ` ${AXON_COMMAND} `)],
      {
        cwd: this.folder,
        env: this.#env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
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

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { readStatus, type Status } from '../../src/reads/status/status.ts'
import type { Database } from '../../src/stores/database.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import type { Finished, RunOptions } from '../axon.ts'
import { replayFile } from '../replay-lines.ts'
import { SHOP } from '../shop.ts'
import { runHere } from './run-here.ts'

/** A folder with a shop in `axon.db`, and the shell's view of it: what `axon` says when it is run there. */
export class ShopFolder {
  readonly path: string

  /** Null: no database yet. */
  static async create(shop: object | null = SHOP): Promise<ShopFolder> {
    const folder = new ShopFolder(await mkdtemp(join(tmpdir(), 'axon-cli-')))
    if (shop) await folder.seed(shop)
    return folder
  }

  private constructor(path: string) {
    this.path = path
  }

  /** Like `axon seed`, without a process of its own. */
  async seed(shop: object): Promise<void> {
    await this.withDatabase((database) => seed(database, parseSeed(shop, 'shop').seed, { reset: false }))
  }

  /** Like `axon replay`, without a process of its own. */
  async replay(name: string): Promise<void> {
    await this.withDatabase((database) => replayFile(database, join(this.path, name)))
  }

  axon(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
    return runHere(args, { cwd: this.path, ...options })
  }

  /** Runs a command with `--json` that must succeed, and answers with what it printed. */
  async json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
    const { code, stdout, stderr } = await this.axon([...args, '--json'])
    if (code !== 0) throw new Error(`axon ${args.join(' ')} ended with ${code}: ${stderr}`)
    return JSON.parse(stdout) as T
  }

  /** What `axon status` would say. */
  status(): Promise<Status> {
    return this.withDatabase((database) => readStatus(database))
  }

  /** Writes JSON values, or text as it is, as the lines of a file. Answers with its path. */
  async write(name: string, lines: readonly (object | string)[]): Promise<string> {
    const file = join(this.path, name)
    await writeFile(file, linesOf(lines))
    return file
  }

  async withDatabase<T>(work: (database: Database) => Promise<T>, name = 'axon.db'): Promise<T> {
    const database = await openDatabase(`sqlite:${join(this.path, name)}`)
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true })
  }
}

export const linesOf = (lines: readonly (object | string)[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')

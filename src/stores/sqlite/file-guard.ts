import { type BigIntStats, realpathSync, statSync } from 'node:fs'
import { HaltError } from '../../domain/halt-error.ts'
import type { SqliteConnection } from './connection.ts'

interface GuardedFile {
  readonly path: string
  /** What people call it. */
  readonly name: string
  readonly dev: bigint
  readonly ino: bigint
}

/**
 * Sees that the files of an open database still lie where they were opened. SQLite writes on into a file that was removed, and
 * says that all went well: what it commits there is gone with the process (FAULTS, *Database*).
 */
export class FileGuard {
  readonly #connection: SqliteConnection
  readonly #files: readonly GuardedFile[]
  /** Of the database file, in bytes. */
  #size: bigint

  /** Call it when the connection has read from its database, so that all its files are there. */
  constructor(connection: SqliteConnection) {
    this.#connection = connection
    this.#files = connection.memory || connection.readonly ? [] : guarded(connection.name)
    this.#size = this.#files[0] ? (stat(this.#files[0].path)?.size ?? 0n) : 0n
  }

  /**
   * A look at each file costs some microseconds.
   * @throws HaltError if one is gone, another one has taken its place, or it was cut.
   */
  check(): void {
    for (const file of this.#files) {
      const found = stat(file.path)
      if (!found) throw this.#lost(`${file.name} was removed or moved away while it was in use`)
      if (found.ino !== file.ino || found.dev !== file.dev)
        throw this.#lost(`another file has taken the place of ${file.name} while it was in use`)
      if (file === this.#files[0]) this.#checkSize(found.size)
    }
  }

  /** Only a VACUUM makes it smaller, and then it is as long as it says. */
  #checkSize(size: bigint): void {
    if (size === this.#size) return
    if (size < this.#size) {
      const pages = this.#connection.pragma('page_count', { simple: true }) as number
      const pageBytes = this.#connection.pragma('page_size', { simple: true }) as number
      if (size < BigInt(pages * pageBytes)) throw this.#lost('the file was cut off while it was in use')
    }
    this.#size = size
  }

  #lost(problem: string): HaltError {
    return new HaltError('DATABASE_FILE_LOST', { database: this.#connection.name, problem })
  }
}

/** SQLite keeps its other files beside the file itself, not beside a link to it. */
function guarded(path: string): GuardedFile[] {
  const file = realpathSync(path)
  const named: readonly [path: string, name: string][] = [
    [path, 'the file'],
    [`${file}-wal`, 'its -wal file, which holds the newest changes,'],
    [`${file}-shm`, 'its -shm file'],
  ]
  return named.flatMap(([path, name]) => {
    const found = stat(path)
    return found ? [{ path, name, dev: found.dev, ino: found.ino }] : []
  })
}

const stat = (path: string): BigIntStats | undefined =>
  statSync(path, { bigint: true, throwIfNoEntry: false })

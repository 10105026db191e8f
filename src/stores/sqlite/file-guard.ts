import { type BigIntStats, realpathSync, statSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { HaltError } from '../../domain/halt-error.ts'
import type { SqliteConnection } from './connection.ts'

const WAL_END = '-wal'

/** Of SQLite's file format: before all frames, and before the page of each. */
const WAL_HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24

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
  readonly #wal: GuardedFile | undefined
  /** Of the database file, in bytes. */
  #size: bigint
  /** Of the -wal file, in bytes. */
  #walSize: bigint

  /** Call it when the connection has read from its database, so that all its files are there. */
  constructor(connection: SqliteConnection) {
    this.#connection = connection
    this.#files = connection.memory || connection.readonly ? [] : guarded(connection.name)
    this.#size = this.#files[0] ? (stat(this.#files[0].path)?.size ?? 0n) : 0n
    this.#wal = this.#files.find(({ path }) => path.endsWith(WAL_END))
    this.#walSize = this.#sizeOfWal()
  }

  /**
   * A look at each file costs some microseconds. Not for within a transaction.
   * @throws HaltError if one is gone, another one has taken its place, or it was cut.
   */
  check(): void {
    for (const file of this.#files) {
      const found = stat(file.path)
      if (!found) throw this.#lost(`${file.name} was removed or moved away while it was in use`)
      if (found.ino !== file.ino || found.dev !== file.dev)
        throw this.#lost(`another file has taken the place of ${file.name} while it was in use`)
      if (file === this.#files[0]) this.#checkSize(found.size)
      if (file === this.#wal) this.#checkWalSize(found.size)
    }
  }

  /** From here to the COMMIT nobody else may make the -wal file smaller. */
  locked(): void {
    this.#walSize = this.#sizeOfWal()
  }

  /**
   * To call before the COMMIT: SQLite would write behind the cut, and later copy the zeros in between into the database.
   * @throws HaltError if the -wal file was cut since `locked`.
   */
  checkLocked(): void {
    if (this.#sizeOfWal() < this.#walSize) throw this.#lostWal()
  }

  /** Only a VACUUM makes it smaller; what others have added since may still be in the -wal file alone. */
  #checkSize(size: bigint): void {
    if (size === this.#size) return
    if (size < this.#size) {
      const pages = this.#connection.pragma('page_count', { simple: true }) as number
      const pageBytes = this.#connection.pragma('page_size', { simple: true }) as number
      if (size === 0n || (size < BigInt(pages * pageBytes) && !isWhole(this.#connection.name)))
        throw this.#lost('the file was cut off while it was in use')
    }
    this.#size = size
  }

  /** Another process's checkpoint may make it smaller, and then it is as long as it says. */
  #checkWalSize(size: bigint): void {
    if (size < this.#walSize) {
      const pageBytes = this.#connection.pragma('page_size', { simple: true }) as number
      const frames = this.#framesOfWal()
      if (frames === null) return
      const bytes = frames === 0 ? 0 : WAL_HEADER_BYTES + frames * (FRAME_HEADER_BYTES + pageBytes)
      if (this.#sizeOfWal() < BigInt(bytes)) throw this.#lostWal()
    }
    this.#walSize = size
  }

  /** Null while another process is at a checkpoint. @throws HaltError if they can't be read. */
  #framesOfWal(): number | null {
    try {
      const [{ log }] = this.#connection.pragma('wal_checkpoint(PASSIVE)') as [{ readonly log: number }]
      return log < 0 ? null : log
    } catch {
      throw this.#lostWal()
    }
  }

  #sizeOfWal(): bigint {
    return this.#wal ? (stat(this.#wal.path)?.size ?? 0n) : 0n
  }

  #lostWal(): HaltError {
    return this.#lost('its -wal file, which holds the newest changes, was cut off while it was in use')
  }

  #lost(problem: string): HaltError {
    return new HaltError('DATABASE_FILE_LOST', { database: this.#connection.name, problem })
  }
}

/** By a connection of its own: that of the guard has pages in its cache. */
function isWhole(path: string): boolean {
  try {
    const connection = new BetterSqlite3(path, { readonly: true, fileMustExist: true })
    try {
      return connection.pragma('quick_check(1)', { simple: true }) === 'ok'
    } finally {
      connection.close()
    }
  } catch {
    return false
  }
}

/** SQLite keeps its other files beside the file itself, not beside a link to it. */
function guarded(path: string): GuardedFile[] {
  const file = realpathSync(path)
  const named: readonly [path: string, name: string][] = [
    [path, 'the file'],
    [`${file}${WAL_END}`, 'its -wal file, which holds the newest changes,'],
    [`${file}-shm`, 'its -shm file'],
  ]
  return named.flatMap(([path, name]) => {
    const found = stat(path)
    return found ? [{ path, name, dev: found.dev, ino: found.ino }] : []
  })
}

const stat = (path: string): BigIntStats | undefined =>
  statSync(path, { bigint: true, throwIfNoEntry: false })

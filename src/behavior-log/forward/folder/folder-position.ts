import { type FileHandle, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { HaltError } from '../../../domain/halt-error.ts'

/** How far a file is shipped. */
export interface FilePosition {
  /** Everything below this byte. */
  readonly bytes: number
  /** All of it, and nothing more comes: it is not looked at again, whatever becomes of it. */
  readonly isDone: boolean
}

const NAME = '.position'
const MODE = 0o640
const NOT_BEGUN: FilePosition = { bytes: 0, isDone: false }

/** How far the files of a folder are shipped: the file `.position` in it, which is whole at any moment, also after a crash. */
export class FolderPosition {
  readonly #folder: string
  readonly #files: Map<string, FilePosition>

  /** @throws HaltError if what is there is no position. */
  static async read(folder: string): Promise<FolderPosition> {
    const path = join(folder, NAME)
    try {
      const text = await readFile(path, 'utf8')
      return new FolderPosition(folder, new Map(filesOf(text)))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new FolderPosition(folder, new Map())
      throw new HaltError(
        'FORWARD_POSITION_UNREADABLE',
        { path, reason: (error as Error).message },
        { cause: error },
      )
    }
  }

  private constructor(folder: string, files: Map<string, FilePosition>) {
    this.#folder = folder
    this.#files = files
  }

  of(file: string): FilePosition {
    return this.#files.get(file) ?? NOT_BEGUN
  }

  set(file: string, position: FilePosition): void {
    this.#files.set(file, position)
  }

  /** Files that are gone are forgotten. */
  keepOnly(files: ReadonlySet<string>): void {
    for (const file of this.#files.keys()) if (!files.has(file)) this.#files.delete(file)
  }

  /** Ends when it survives the machine. Rejects if it can't be written: the position that was stays. */
  async write(): Promise<void> {
    const files = Object.fromEntries(
      [...this.#files].map(([file, { bytes, isDone }]) => [file, isDone ? { bytes, done: true } : { bytes }]),
    )
    const fresh = join(this.#folder, `${NAME}.tmp`)
    await synced(fresh, 'w', async (handle) => {
      await handle.writeFile(`${JSON.stringify({ version: 1, files })}\n`)
    })
    await rename(fresh, join(this.#folder, NAME))
    // A folder of Windows can't be opened, and needs no such thing.
    if (process.platform !== 'win32') await synced(this.#folder, 'r', async () => {})
  }
}

async function synced(
  path: string,
  flags: string,
  work: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(path, flags, MODE)
  try {
    await work(handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function filesOf(text: string): [string, FilePosition][] {
  const { version, files } = JSON.parse(text) as { version?: unknown; files?: Record<string, unknown> }
  if (version !== 1 || typeof files !== 'object' || files === null) throw new Error('it is no position')
  return Object.entries(files).map(([file, value]) => {
    const { bytes, done } = (value ?? {}) as { bytes?: unknown; done?: unknown }
    if (!Number.isSafeInteger(bytes) || Number(bytes) < 0) throw new Error(`${file} has no number of bytes`)
    return [file, { bytes: bytes as number, isDone: done === true }]
  })
}

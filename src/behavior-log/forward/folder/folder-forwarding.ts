import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { LogFolder } from '../../files/log-folder.ts'
import { recoverRuns } from '../../files/recover-runs.ts'
import type { RunLock } from '../../files/run-lock.ts'
import type { ForwardListener } from '../forward-event.ts'
import { type Forwarding, MAX_TOGETHER, type Waiting } from '../forwarding.ts'
import type { Shipper } from '../shipper.ts'
import { FolderPosition } from './folder-position.ts'
import { lockFolder } from './lock-folder.ts'
import { readLines } from './read-lines.ts'
import { RefusedFile } from './refused-file.ts'
import { throughDiskOutages } from './through-disk-outages.ts'

export interface FolderForwardingOptions {
  readonly folder: string
  /** Files that are shipped, and to which nothing comes any more, are removed. */
  readonly removeShipped: boolean
  /** Ends when everything is shipped and nothing came for that long; null: never. */
  readonly exitWhenIdleMs: number | null
  /** How often to look for more. */
  readonly lookEveryMs?: number
}

const LOOK_EVERY_MS = 300
/** Runs that were killed are looked for that often: their torn last lines keep nobody waiting. */
const RECOVER_EVERY_MS = 60_000

/**
 * A folder of files on its way to a sink, file by file in the order of their names, the ones that are written included: of those every
 * whole line. The position in the folder follows the sink's acknowledgement.
 */
export class FolderForwarding implements Forwarding {
  readonly #options: FolderForwardingOptions
  readonly #folder: LogFolder
  readonly #shipper: Shipper
  readonly #listener: ForwardListener
  readonly #refused: RefusedFile
  readonly #lock: RunLock
  readonly #position: FolderPosition
  #recoveredAt = Number.NEGATIVE_INFINITY

  /** @throws HaltError if there is no such folder, it can't be written, or another process ships it. */
  static async open(
    options: FolderForwardingOptions,
    shipper: Shipper,
    listener: ForwardListener,
  ): Promise<FolderForwarding> {
    const lock = await lockFolder(options.folder)
    try {
      return new FolderForwarding(options, shipper, listener, lock, await FolderPosition.read(options.folder))
    } catch (error) {
      lock.release()
      throw error
    }
  }

  private constructor(
    options: FolderForwardingOptions,
    shipper: Shipper,
    listener: ForwardListener,
    lock: RunLock,
    position: FolderPosition,
  ) {
    this.#options = options
    this.#folder = new LogFolder(options.folder)
    this.#shipper = shipper
    this.#listener = listener
    this.#refused = new RefusedFile(options.folder)
    this.#lock = lock
    this.#position = position
  }

  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.#ship(signal)
    } catch (error) {
      if (!signal.aborted || (error as Error).name !== 'AbortError') throw error
    } finally {
      this.#lock.release()
    }
  }

  async waiting(): Promise<Waiting> {
    try {
      const amounts = (await this.#folder.files()).map(async (file) => {
        const { bytes, isDone } = this.#position.of(file)
        return isDone ? 0 : Math.max(0, ((await this.#folder.sizeOf(file)) ?? 0) - bytes)
      })
      return { unit: 'bytes', amount: (await Promise.all(amounts)).reduce((sum, bytes) => sum + bytes, 0) }
    } catch {
      return { unit: 'bytes', amount: null }
    }
  }

  async #ship(signal: AbortSignal): Promise<void> {
    const { exitWhenIdleMs, lookEveryMs = LOOK_EVERY_MS } = this.#options
    const policy = { listener: this.#listener, signal }
    let idleSince = performance.now()
    while (!signal.aborted) {
      const isMoved = await throughDiskOutages(policy, () => this.#pass(signal))
      const now = performance.now()
      if (isMoved) idleSince = now
      else if (exitWhenIdleMs !== null && now - idleSince >= exitWhenIdleMs) return
      else await wait(lookEveryMs, undefined, { signal })
    }
  }

  /** Once through all files, each as far as it goes now: none waits for another that grows. True if something was shipped. */
  async #pass(signal: AbortSignal): Promise<boolean> {
    await this.#recover()
    const files = await this.#folder.files()
    this.#position.keepOnly(new Set(files))
    let isMoved = false
    for (const file of files) {
      if (signal.aborted) return isMoved
      if (!this.#position.of(file).isDone && (await this.#shipFile(file, files, signal))) isMoved = true
      if (this.#options.removeShipped && this.#position.of(file).isDone)
        await rm(join(this.#folder.path, file), { force: true })
    }
    return isMoved
  }

  async #shipFile(file: string, files: readonly string[], signal: AbortSignal): Promise<boolean> {
    // Asked first: what has ended grows no more.
    const isEnded = this.#folder.isEnded(file, files)
    const size = await this.#folder.sizeOf(file)
    if (size === null) return false
    const before = this.#position.of(file).bytes
    let isMoved = false
    if (size !== before)
      isMoved = await this.#withFile(file, (handle) =>
        this.#shipUpTo(handle, { file, size, isEnded }, signal),
      )
    const { bytes } = this.#position.of(file)
    if (isEnded && bytes === size) await this.#move(file, bytes, true)
    return isMoved
  }

  async #shipUpTo(
    handle: FileHandle,
    { file, size, isEnded }: { readonly file: string; readonly size: number; readonly isEnded: boolean },
    signal: AbortSignal,
  ): Promise<boolean> {
    let from = await this.#start(handle, file, size)
    const begun = from
    const policy = { listener: this.#listener, signal }
    while (from < size && !signal.aborted) {
      const { lines, end } = await readLines(handle, { file, from, most: MAX_TOGETHER, isEnded })
      if (end === from) break
      const refused = await this.#shipper.ship(lines, signal)
      await throughDiskOutages(policy, () => this.#refused.keep(refused))
      await throughDiskOutages(policy, () => this.#move(file, end, false))
      from = end
    }
    return from > begun
  }

  /** Where to go on; at the beginning, if the file is not the one of which that was said. */
  async #start(handle: FileHandle, file: string, size: number): Promise<number> {
    const { bytes } = this.#position.of(file)
    if (bytes === 0) return 0
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, bytes - 1)
    const isSame = bytes <= size && bytesRead === 1 && buffer[0] === 0x0a
    if (isSame || (bytes === size && bytesRead === 1)) return bytes
    const text = `${file} was changed since it was shipped: all of it is shipped again`
    this.#listener({ type: 'noticed', level: 'warn', what: 'file-changed', text })
    return 0
  }

  async #move(file: string, bytes: number, isDone: boolean): Promise<void> {
    this.#position.set(file, { bytes, isDone })
    await this.#position.write()
  }

  async #recover(): Promise<void> {
    const now = performance.now()
    if (now - this.#recoveredAt < RECOVER_EVERY_MS) return
    const { runs, tornLines } = await recoverRuns(this.#folder.path)
    this.#recoveredAt = now
    if (runs === 0) return
    const text = `${runs} killed runs have left their files in order; torn last lines that were cut: ${tornLines}`
    this.#listener({ type: 'noticed', level: 'info', what: 'recovered', text })
  }

  async #withFile<T>(file: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
    const handle = await open(join(this.#folder.path, file), 'r')
    try {
      return await work(handle)
    } finally {
      await handle.close()
    }
  }
}

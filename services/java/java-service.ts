import { rmSync } from 'node:fs'
import type { JavaServer } from './java-server.ts'

/** A service on this machine that is one Java process: it can be killed, started again on its data, and stopped. */
export abstract class JavaService {
  readonly folder: string
  readonly #process: JavaServer
  readonly #isTemporary: boolean

  /** `isTemporary`: its folder goes with it. */
  protected constructor(process: JavaServer, isTemporary: boolean) {
    this.folder = process.folder
    this.#process = process
    this.#isTemporary = isTemporary
  }

  get pid(): number | null {
    return this.#process.pid
  }

  isRunning(): boolean {
    return this.#process.isRunning()
  }

  /** SIGKILL: what it had not flushed is left to its own recovery. Down until {@link resume}. */
  async crash(): Promise<void> {
    await this.#process.end('SIGKILL')
  }

  /** Starts it again on the same data and ports. */
  async resume(): Promise<void> {
    await this.#process.start()
  }

  /** A crash and a new start on the same data and ports. */
  async restart(): Promise<void> {
    await this.crash()
    await this.resume()
  }

  /** Stops it cleanly; a temporary one just goes, with its folder. */
  async stop(): Promise<void> {
    await this.#process.end(this.#isTemporary ? 'SIGKILL' : 'SIGTERM')
    if (this.#isTemporary) rmSync(this.folder, { recursive: true, force: true })
  }
}

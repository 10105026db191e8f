import type { Worker } from 'node:worker_threads'
import type { DashboardEvent } from '../../live-view/dashboard-event.ts'
import type { Watched } from '../../live-view/dashboard-state.ts'
import type { KeyAction } from '../../live-view/key-action.ts'
import { startThread } from '../../start-thread.ts'
import type { ColourDepth } from '../text/paint.ts'
import { CapturedStderr } from './captured-stderr.ts'
import { keyTerminal } from './key-terminal.ts'
import { TerminalScreen } from './terminal-screen.ts'
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts'

const STDOUT_FD = 1

/** Frames are short-lived: a small nursery keeps the memory of the process low. */
const YOUNG_GENERATION_MIB = 16

/** How long the last frame may take before the screen is taken back without it, ms. */
const LAST_FRAME_MS = 2_000

export interface DrawingThreadListener {
  action(action: KeyAction): void
  explain(activityId: number, userId: number): void
}

/** The thread that draws, and the terminal that it draws on. If it fails, the terminal is restored and the run goes on. */
export class DrawingThread {
  readonly #screen = new TerminalScreen(STDOUT_FD)
  readonly #stderr = new CapturedStderr((line) =>
    this.send([{ type: 'log', at: Date.now(), line: withoutTime(line) }]),
  )
  readonly #worker: Worker
  readonly #exited: Promise<void>
  #isDrawing = false
  #isOver = false

  constructor(watched: Omit<Watched, 'keysOff'>, stdinIsSource: boolean, listener: DrawingThreadListener) {
    const keys = keyTerminal(stdinIsSource)
    const start: WorkerStart = {
      watched: { ...watched, keysOff: 'off' in keys ? keys.off : null },
      size: sizeOfTerminal(),
      colours: colourDepth(),
      screen: STDOUT_FD,
      keys: 'fd' in keys ? keys.fd : null,
      lock: this.#screen.lock.buffer,
    }
    // From here on: what is said while the thread starts belongs into the log on the screen, too.
    this.#stderr.capture()
    this.#worker = startThread('dashboard-worker', import.meta.url, {
      workerData: start,
      env: { ...process.env, NODE_ENV: 'production' },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MIB },
    })
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => resolve()))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('message', (message: FromWorker) => {
      if (message.type === 'ready') this.#draw()
      else if (message.type === 'action') listener.action(message.action)
      else listener.explain(message.activityId, message.userId)
    })
  }

  send(events: readonly DashboardEvent[]): void {
    if (!this.#isOver) this.#post({ type: 'events', events })
  }

  /** The last frame is drawn, then the terminal is as it was. */
  async end(): Promise<void> {
    if (this.#isOver) return
    this.#isOver = true
    if (this.#isDrawing) {
      this.#post({ type: 'close' })
      await Promise.race([this.#exited, timeout(LAST_FRAME_MS)])
    }
    await this.#worker.terminate()
    this.#release()
  }

  #draw(): void {
    if (this.#isOver) return
    this.#isDrawing = true
    this.#screen.enter()
    process.stdout.on('resize', this.#resized)
    this.#resized()
    this.#post({ type: 'draw' })
  }

  readonly #resized = (): void => {
    this.send([{ type: 'resized', ...sizeOfTerminal() }])
  }

  #fail(error: Error): void {
    this.#isOver = true
    this.#release()
    process.stderr.write(`axon: the dashboard failed, the run goes on without it: ${error.message}\n`)
  }

  #release(): void {
    process.stdout.off('resize', this.#resized)
    this.#screen.leave()
    this.#stderr.release()
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message)
  }
}

/** The log on the screen has times of its own. */
const withoutTime = (line: string): string => line.replace(/^\[[\d:.]+\] /, '')

const sizeOfTerminal = () => ({
  columns: process.stdout.columns || 80,
  rows: process.stdout.rows || 24,
})

/** Ink asks the environment for nothing else: `NO_COLOR`, `TERM` and the rest are Node's to read. */
function colourDepth(): ColourDepth {
  const bits = process.stdout.getColorDepth()
  return bits >= 8 ? 256 : bits >= 4 ? 16 : 0
}

function timeout(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}

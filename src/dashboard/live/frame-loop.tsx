import { EventEmitter } from 'node:events'
import type { ReadStream } from 'node:tty'
import { type Instance, render } from 'ink'
import type { DashboardEvent } from '../../live-view/dashboard-event.ts'
import {
  type DashboardState,
  initialState,
  type Size,
  type Watched,
} from '../../live-view/dashboard-state.ts'
import type { Key } from '../../live-view/key.ts'
import { keyAction } from '../../live-view/key-action.ts'
import { DashboardScreen } from '../components/dashboard-screen.tsx'
import { Surface, SurfaceContext } from '../components/surface.ts'
import { reduceScreen } from '../reduce-screen.ts'
import { type ColourDepth, type Paint, paintFor } from '../text/paint.ts'
import { KeyReader } from './key-reader.tsx'
import type { ScreenStream } from './screen-stream.ts'
import type { FromWorker } from './worker-messages.ts'

/** Frames come no closer than this, ms: ten a second at most, keys included. */
const LEAST_GAP_MS = 100

/** A frame that takes long is followed by a rest this many times as long: drawing takes a tenth of one core. */
const REST = 9

/** What happens is seen within a second, also on a machine that is busy otherwise, ms. */
const LONGEST_REST_MS = 500

/** Clock and rates move also when nothing comes in, ms. */
const IDLE_GAP_MS = 500

interface FrameLoopOptions {
  readonly watched: Watched
  readonly size: Size
  readonly colours: ColourDepth
  readonly stream: ScreenStream
  readonly tell: (message: FromWorker) => void
}

/** Keeps the state, and draws it as often as that is worth. */
export class FrameLoop {
  readonly #surface = new Surface()
  readonly #stream: ScreenStream
  readonly #tell: (message: FromWorker) => void
  readonly #paint: Paint
  #state: DashboardState
  #ink: Instance | undefined
  #keys: ReadStream | null = null
  #timer: NodeJS.Timeout | undefined
  #isDirty = true
  #drawnAt = 0

  constructor({ watched, size, colours, stream, tell }: FrameLoopOptions) {
    this.#state = initialState(watched, size)
    this.#paint = paintFor(colours)
    this.#stream = stream
    this.#tell = tell
  }

  start(keys: ReadStream | null): void {
    this.#keys = keys
    this.#ink = render(this.#tree(), {
      stdout: this.#stream as unknown as NodeJS.WriteStream,
      stdin: (keys ?? new EventEmitter()) as NodeJS.ReadStream,
      exitOnCtrlC: false,
      patchConsole: false,
      // Layout at once, and no drawing of Ink's own: how often frames come, and what of them is written, is decided here.
      debug: true,
      isScreenReaderEnabled: true,
    })
    // What goes wrong while drawing is this thread's error: the main thread hears of it and restores the terminal.
    this.#ink.waitUntilExit().catch((error: Error) => setImmediate(() => fail(error)))
    this.#draw()
    this.#rest(LEAST_GAP_MS)
  }

  dispatch(events: readonly DashboardEvent[]): void {
    for (const event of events) {
      this.#state = reduceScreen(this.#state, event)
      if (event.type === 'resized') this.#resize(event)
    }
    this.#isDirty = true
  }

  /** Draws what came last, and gives the terminal back. */
  end(): void {
    clearTimeout(this.#timer)
    if (!this.#ink) return
    this.#draw()
    this.#ink.unmount()
    this.#keys?.setRawMode(false)
    this.#keys?.destroy()
  }

  readonly #onKey = (key: Key): void => {
    const action = keyAction(this.#state, key)
    if (action) this.#tell({ type: 'action', action })
    const before = this.#state.view.overlay
    this.dispatch([{ type: 'key', key }])
    const { overlay } = this.#state.view
    if (overlay?.name === 'explain' && overlay !== before && overlay.lines === null)
      this.#tell({ type: 'explain', activityId: overlay.activityId, userId: overlay.userId })
    this.#drawSoon()
  }

  #tree() {
    return (
      <SurfaceContext.Provider value={this.#surface}>
        <DashboardScreen state={this.#state} paint={this.#paint} />
        {this.#keys ? <KeyReader onKey={this.#onKey} /> : null}
      </SurfaceContext.Provider>
    )
  }

  #draw(): void {
    this.#state = reduceScreen(this.#state, { type: 'tick', now: Date.now() })
    this.#isDirty = false
    this.#drawnAt = performance.now()
    this.#ink?.rerender(this.#tree())
    this.#stream.show(this.#surface.lines())
  }

  /** Whoever presses a key is looking: the rest after the last frame is cut short. */
  #drawSoon(): void {
    clearTimeout(this.#timer)
    this.#rest(Math.max(0, this.#drawnAt + LEAST_GAP_MS - performance.now()))
  }

  #rest(ms: number): void {
    this.#timer = setTimeout(() => {
      const startedAt = performance.now()
      if (this.#isDirty || startedAt - this.#drawnAt >= IDLE_GAP_MS) this.#draw()
      const cost = performance.now() - startedAt
      this.#rest(Math.min(LONGEST_REST_MS, Math.max(LEAST_GAP_MS, cost * REST)))
    }, ms)
  }

  /** Terminals wrap lines anew when they become narrower: nothing of the old frame is left to be drawn over. */
  #resize(size: Size): void {
    this.#stream.resize(size)
    if (this.#ink) this.#drawSoon()
  }
}

function fail(error: Error): never {
  throw error
}

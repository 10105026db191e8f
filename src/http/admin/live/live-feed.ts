import type { ServerResponse } from 'node:http'
import { oneLineError } from '../../../domain/shown-text.ts'
import { type DashboardState, initialState } from '../../../live-view/dashboard-state.ts'
import { reduce } from '../../../live-view/reduce/reduce.ts'
import { DatabaseView } from '../../../reads/live/database-view.ts'
import type { Database } from '../../../stores/database.ts'
import { liveViewOf } from './live-view-of.ts'

/** At most two states a second are told. */
const LOOK_EVERY_MS = 500
const HEARTBEAT_MS = 15_000
const RETRY_MS = 2_000
/** Pages that listen; more are none of a shop's operators. */
const MOST_LISTENERS = 200
/** A listener that has not read so many bytes gets nothing more until it has; every event tells the whole state. */
const MAX_UNREAD_BYTES = 512 * 1024

interface Listener {
  readonly response: ServerResponse
  /** Whether whoever listens may still. */
  readonly isAllowed: () => Promise<boolean>
}

/**
 * A running sale as Server-Sent Events: the state of the terminal's dashboard, by the same reducer, looked at once and serialised once for
 * all who listen. Nothing is looked at while nobody does.
 */
export class LiveFeed {
  readonly #database: Database
  readonly #listeners = new Set<Listener>()
  readonly #heartbeat: NodeJS.Timeout
  #view = new DatabaseView()
  #state: DashboardState
  #frame = ''
  #looking: NodeJS.Timeout | null = null
  #isClosed = false

  constructor(database: Database) {
    this.#database = database
    this.#state = freshState(database)
    this.#heartbeat = setInterval(() => this.#send(': \n\n'), HEARTBEAT_MS).unref()
  }

  get isFull(): boolean {
    return this.#listeners.size >= MOST_LISTENERS
  }

  /** Sends the state, and every change from then on, while it is allowed. The head of the answer must have been written. */
  add(response: ServerResponse, isAllowed: () => Promise<boolean>): void {
    const listener = { response, isAllowed }
    this.#listeners.add(listener)
    response.once('close', () => this.#listeners.delete(listener))
    response.write(`retry: ${RETRY_MS}\n\n${this.#frame}`)
    if (!this.#looking) this.#lookAfter(0)
  }

  /** Ends all streams. */
  close(): void {
    this.#isClosed = true
    clearInterval(this.#heartbeat)
    if (this.#looking) clearTimeout(this.#looking)
    for (const { response } of this.#listeners) response.end(`retry: ${RETRY_MS}\n\n`)
    this.#listeners.clear()
  }

  #lookAfter(ms: number): void {
    this.#looking = setTimeout(() => void this.#look(), ms)
  }

  async #look(): Promise<void> {
    await this.#endThoseWhoMayNot()
    if (this.#isClosed || this.#listeners.size === 0) {
      // What was seen is old when somebody comes.
      this.#looking = null
      this.#view = new DatabaseView()
      this.#state = freshState(this.#database)
      this.#frame = ''
      return
    }
    try {
      const events = await this.#view.look(this.#database)
      this.#state = events.reduce(reduce, this.#state)
    } catch (error) {
      const reason = oneLineError((error as Error).message)
      this.#state = reduce(this.#state, { type: 'waiting', reason })
    }
    if (this.#isClosed) return
    this.#state = reduce(this.#state, { type: 'tick', now: Date.now() })
    this.#frame = `data: ${JSON.stringify(liveViewOf(this.#state))}\n\n`
    this.#send(this.#frame)
    this.#lookAfter(LOOK_EVERY_MS)
  }

  async #endThoseWhoMayNot(): Promise<void> {
    for (const listener of this.#listeners) {
      if (await listener.isAllowed()) continue
      this.#listeners.delete(listener)
      listener.response.end()
    }
  }

  #send(text: string): void {
    for (const { response } of this.#listeners) {
      if (response.writableLength < MAX_UNREAD_BYTES) response.write(text)
    }
  }
}

/** Nobody presses keys here, and no screen has a size. */
const freshState = ({ displayUrl }: Database): DashboardState =>
  initialState(
    {
      mode: 'watch',
      database: displayUrl,
      source: null,
      startedAt: Date.now(),
      keysOff: 'off',
      canExplain: false,
    },
    { columns: 0, rows: 0 },
  )

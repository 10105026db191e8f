import type { ServerResponse } from 'node:http'
import type { ActivityStates } from './activity-states.ts'
import { activityView } from './activity-view.ts'

/** At most two changes a second are told. */
const LOOK_EVERY_MS = 500
const HEARTBEAT_MS = 15_000
/** When a browser connects again after the stream broke; spread when the service stops. */
const RETRY_MS = 2_000
const RETRY_SPREAD_MS = 3_000
/** A listener that has not read so many bytes gets nothing more until it has; every event tells the whole state. */
const MAX_UNREAD_BYTES = 64 * 1024

interface Channel {
  readonly listeners: Set<ServerResponse>
  etag: string
  /** The latest event, as it goes to whoever comes next. */
  frame: string
}

/** Server-Sent Events of activities: looked at once and serialised once for all who listen. */
export class ActivityStreams {
  readonly #activities: ActivityStates
  readonly #maxStreams: number
  readonly #channels = new Map<number, Channel>()
  readonly #look: NodeJS.Timeout
  readonly #heartbeat: NodeJS.Timeout
  #count = 0
  #isLooking = false

  constructor(activities: ActivityStates, maxStreams: number) {
    this.#activities = activities
    this.#maxStreams = maxStreams
    this.#look = setInterval(() => void this.#tellChanges(), LOOK_EVERY_MS).unref()
    this.#heartbeat = setInterval(() => this.#writeToAll(': \n\n'), HEARTBEAT_MS).unref()
  }

  /** Listeners. */
  get count(): number {
    return this.#count
  }

  get isFull(): boolean {
    return this.#count >= this.#maxStreams
  }

  /** Sends the state, whose view it is given, and every change from then on. The head of the answer must have been written. */
  add(id: number, view: { readonly etag: string; readonly text: string }, listener: ServerResponse): void {
    const channel = this.#channels.get(id) ?? { listeners: new Set(), etag: view.etag, frame: frameOf(view) }
    this.#channels.set(id, channel)
    channel.listeners.add(listener)
    this.#count += 1
    listener.once('close', () => {
      this.#count -= 1
      channel.listeners.delete(listener)
      if (channel.listeners.size === 0) this.#channels.delete(id)
    })
    listener.write(`retry: ${RETRY_MS}\n\n${frameOf(view)}`)
  }

  /** Ends all streams; browsers come back a little later, not all at once. */
  close(): void {
    clearInterval(this.#look)
    clearInterval(this.#heartbeat)
    for (const { listeners } of this.#channels.values()) {
      for (const listener of listeners) {
        listener.end(`retry: ${RETRY_MS + Math.round(Math.random() * RETRY_SPREAD_MS)}\n\n`)
      }
    }
  }

  async #tellChanges(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    try {
      await Promise.all([...this.#channels].map(([id, channel]) => this.#tellChange(id, channel)))
    } catch {
      // The database is away: the next look tells.
    } finally {
      this.#isLooking = false
    }
  }

  async #tellChange(id: number, channel: Channel): Promise<void> {
    const activity = await this.#activities.get(id)
    const view = activity && activityView(activity, Date.now())
    if (!view || view.etag === channel.etag) return
    channel.etag = view.etag
    channel.frame = frameOf(view)
    for (const listener of channel.listeners) send(listener, channel.frame)
  }

  #writeToAll(text: string): void {
    for (const { listeners } of this.#channels.values()) {
      for (const listener of listeners) send(listener, text)
    }
  }
}

const frameOf = ({ etag, text }: { readonly etag: string; readonly text: string }): string =>
  `id: ${etag}\ndata: ${text}\n\n`

function send(listener: ServerResponse, text: string): void {
  if (listener.writableLength < MAX_UNREAD_BYTES) listener.write(text)
}

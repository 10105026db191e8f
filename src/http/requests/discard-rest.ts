import type { IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

const MAX_MS = 1_000

/**
 * Reads what a client still sends of a body, and drops it; for a second at most. A connection that is closed with unread bytes is reset,
 * and the client would lose the answer that tells it what was wrong.
 */
export async function discardRest(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return
  const late = new AbortController()
  const isOver = new Promise((resolve) => request.once('end', resolve).once('close', resolve))
  request.resume()
  await Promise.race([isOver, wait(MAX_MS, undefined, { signal: late.signal }).catch(() => {})])
  late.abort()
}

import { setTimeout as wait } from 'node:timers/promises'
import { RawConnection } from './raw-connection.ts'

/** An array, or what makes each when it is sent. */
export interface Requests {
  readonly length: number
  readonly at: (index: number) => Buffer | string | undefined
}

export interface OpenLoopOptions {
  /** Requests a second, whether or not those before were answered. */
  readonly rate: number
  /** Connections at most; a request that finds none idle waits for one, and that counts. */
  readonly connections: number
  /** Hears of each answer, with the time since it was due, ms. */
  readonly onAnswer: (request: number, status: number, body: string, sinceDueMs: number, head: string) => void
}

export interface OpenLoopRun {
  /** From the first to the last request that was due. */
  readonly seconds: number
  /** Answers that came in this time. */
  readonly inTime: number
  /** Requests that got no answer, by how their connections were lost; those that never had an answer may never have been taken by the server. */
  readonly lost: Readonly<Record<string, number>>
  /** How late the generator sent at worst, ms. */
  readonly lateMs: number
}

/** How long to ask before anything is measured: a program is slow until its code is compiled, which at 2 000/s takes about six seconds. */
export const WARM_SECONDS = 10

/** What stands still for so long after the last request will not answer any more. */
const PATIENCE_MS = 15_000

/** Sends the requests at a constant rate, and ends when all are answered or lost. */
export async function openLoop(
  url: string,
  requests: Requests,
  { rate, connections, onAnswer }: OpenLoopOptions,
): Promise<OpenLoopRun> {
  const server = new URL(url)
  const idle: RawConnection[] = []
  const queue: number[] = []
  let [opened, answered, lateMs, queueAt] = [0, 0, 0, 0]
  const lost: Record<string, number> = {}
  const allLost = (): number => Object.values(lost).reduce((sum, count) => sum + count, 0)
  const startedAt = performance.now()
  const dueAt = (request: number): number => startedAt + (request / rate) * 1_000

  function open(): RawConnection {
    opened += 1
    const connection = new RawConnection(server, (error) => {
      const at = idle.indexOf(connection)
      opened -= 1
      if (at >= 0) idle.splice(at, 1)
      else {
        const how = connection.hasHeard ? reasonOf(error) : `${reasonOf(error)}, never answered`
        lost[how] = (lost[how] ?? 0) + 1
      }
    })
    return connection
  }

  function send(request: number, connection: RawConnection): void {
    connection.ask(requests.at(request)!, (status, body, head) => {
      answered += 1
      onAnswer(request, status, body, performance.now() - dueAt(request), head)
      if (connection.isEnding) {
        connection.end()
        opened -= 1
      }
      const next = queue[queueAt]
      if (next === undefined) {
        if (!connection.isEnding) idle.push(connection)
        return
      }
      queueAt += 1
      send(next, connection.isEnding ? open() : connection)
    })
  }

  let sent = 0
  while (sent < requests.length) {
    const now = performance.now()
    const due = Math.min(requests.length, Math.floor(((now - startedAt) / 1_000) * rate) + 1)
    lateMs = Math.max(lateMs, now - dueAt(sent))
    for (; sent < due; sent += 1) {
      const connection = idle.pop() ?? (opened < connections ? open() : null)
      if (connection) send(sent, connection)
      else queue.push(sent)
    }
    await wait(1)
  }
  const seconds = (performance.now() - startedAt) / 1_000
  const inTime = answered
  for (let last = -1; answered + allLost() < requests.length && answered !== last; ) {
    last = answered
    for (let waited = 0; waited < PATIENCE_MS && answered === last; waited += 50) await wait(50)
  }
  for (const connection of idle) connection.end()
  return { seconds, inTime, lost, lateMs }
}

const reasonOf = (error: Error & { readonly code?: string }): string => error.code ?? error.message

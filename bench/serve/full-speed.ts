import { RawConnection } from './raw-connection.ts'

/** How many ask at the same time: enough that generator, event loop and writer all have something to do, few enough that nobody waits long. */
const CONNECTIONS = 256

/**
 * Sends all requests over some connections, each as soon as the answer before has come, and answers with the seconds that took.
 * @throws at an answer of another status.
 */
export async function fullSpeed(url: string, requests: readonly Buffer[], status: number): Promise<number> {
  const server = new URL(url)
  let next = 0
  const startedAt = performance.now()
  const all = Array.from(
    { length: CONNECTIONS },
    () =>
      new Promise<void>((resolve, reject) => {
        const connection = new RawConnection(server, reject)
        const send = (): void => {
          const request = requests[next++]
          if (request) connection.ask(request, answered)
          else {
            connection.end()
            resolve()
          }
        }
        const answered = (got: number, body: string): void => {
          if (got === status) send()
          else reject(new Error(`answered with ${got}: ${body}`))
        }
        send()
      }),
  )
  await Promise.all(all)
  return (performance.now() - startedAt) / 1_000
}

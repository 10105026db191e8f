import { connect } from 'node:net'

/** How many ask at the same time: enough that batches fill, few enough that nobody waits long. */
const CONNECTIONS = 128

const HEAD_END = '\r\n\r\n'

/**
 * Sends all requests (as bytes) over some connections, each as soon as the answer before has come, and answers with the seconds that took. Small:
 * it shares the machine with what it measures. Throws at an answer that is not 201.
 */
export async function fullSpeed(url: string, requests: readonly Buffer[]): Promise<number> {
  const { hostname, port } = new URL(url)
  let next = 0
  const startedAt = performance.now()
  await Promise.all(
    Array.from(
      { length: CONNECTIONS },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect({ host: hostname, port: Number(port), noDelay: true })
          let received = ''
          const send = (): void => {
            const request = requests[next++]
            if (request) socket.write(request)
            else socket.end(resolve)
          }
          socket.once('connect', send)
          socket.once('error', reject)
          socket.setEncoding('latin1').on('data', (text: string) => {
            received += text
            const end = received.indexOf(HEAD_END)
            if (end < 0) return
            const length = Number(/content-length: (\d+)/i.exec(received)?.[1])
            if (received.length < end + HEAD_END.length + length) return
            if (!received.startsWith('HTTP/1.1 201')) reject(new Error(received))
            received = ''
            send()
          })
        }),
    ),
  )
  return (performance.now() - startedAt) / 1_000
}

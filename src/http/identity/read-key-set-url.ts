import type { IncomingMessage } from 'node:http'
import { get, type RequestOptions } from 'node:https'
import { HaltError } from '../../domain/halt-error.ts'

/** From asking to the last byte (CONTRACT §11). */
const TIMEOUT_MS = 3_000
/** A set of keys is some KiB (CONTRACT §11). */
const MOST_BYTES = 256 * 1024

/**
 * How to read a document of keys over https. Redirects are not followed: whoever can send one there could name the keys.
 * `tls` adds to what Node takes for its certificates.
 *
 * @throws HaltError if it is no URL that begins with `https://`.
 */
export function readKeySetUrl(url: string, tls: RequestOptions = {}): () => Promise<string> {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
    throw new HaltError('KEY_SET_URL_UNUSABLE', { url })
  }
  return () => {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    return new Promise((resolve, reject) => {
      const request = get(url, { ...tls, signal, headers: { accept: 'application/json' } }, (response) => {
        bodyOf(response).then(resolve, reject)
      })
      request.on('error', (error) =>
        reject(signal.aborted ? new Error(`no answer within ${TIMEOUT_MS} ms`) : error),
      )
    })
  }
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) {
    response.destroy()
    throw new Error(`the answer was ${response.statusCode}, not 200 (redirects are not followed)`)
  }
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new Error(`the answer is longer than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

import type { Readable } from 'node:stream'
import { DamagedInput } from './damaged-input.ts'

/**
 * What a stream brings, until it ends; the stream is destroyed when the reader stops earlier.
 * @throws DamagedInput if the stream fails.
 */
export async function* streamChunks(stream: Readable): AsyncGenerator<Buffer, void> {
  let position = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      position += chunk.length
      yield chunk
    }
  } catch (error) {
    throw new DamagedInput('read', position, (error as Error).message, { cause: error })
  }
}

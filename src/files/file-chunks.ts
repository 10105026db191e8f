import { open } from 'node:fs/promises'
import { DamagedInput } from './damaged-input.ts'

/**
 * A file from its start to its end, in order. What is appended while it is read is read too.
 * @throws DamagedInput if a read fails, or the file gets shorter than it was at the start.
 */
export async function* fileChunks(path: string, chunkBytes: number): AsyncGenerator<Buffer, void> {
  let position = 0
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      for (;;) {
        // Not from the pool, and never filled again: messages keep pointing into it.
        const chunk = Buffer.allocUnsafeSlow(chunkBytes)
        const { bytesRead } = await file.read(chunk, 0, chunkBytes, position)
        if (bytesRead === 0) break
        position += bytesRead
        yield chunk.subarray(0, bytesRead)
      }
      if (position < size)
        throw new DamagedInput(
          'truncated',
          position,
          `the file became shorter (it had ${size} bytes), it ends`,
        )
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof DamagedInput) throw error
    throw new DamagedInput('read', position, (error as Error).message, { cause: error })
  }
}

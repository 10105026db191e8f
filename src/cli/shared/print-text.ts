import { pipeline } from 'node:stream/promises'

/** Writes to standard output as fast as it is read, piece by piece. A reader that has seen enough, such as `head`, is no error. */
export async function printText(pieces: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(pieces, process.stdout, { end: false })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
}

import { type FileHandle, open } from 'node:fs/promises'
import { ifMissing } from '../files/if-missing.ts'

const BLOCK_BYTES = 64 * 1024
const LINE_FEED = 0x0a

/** The whole lines of a file below byte `end`, the last one first. What stands behind the last line feed is being written, and left out. */
export async function* linesBackwards(
  path: string,
  end: number,
  blockBytes = BLOCK_BYTES,
): AsyncGenerator<string> {
  const handle = await open(path).catch(ifMissing)
  if (handle === null) return
  try {
    // What is known of the line that begins above, the last piece first; null: behind the last line feed.
    let pieces: Buffer[] | null = null
    for (let from = end; from > 0; ) {
      const start = Math.max(0, from - blockBytes)
      const block = await readBlock(handle, start, from - start)
      from = start
      let to = block.length
      for (
        let feed = block.lastIndexOf(LINE_FEED);
        feed >= 0;
        feed = feed === 0 ? -1 : block.lastIndexOf(LINE_FEED, feed - 1)
      ) {
        if (pieces) yield textOf([...pieces, block.subarray(feed + 1, to)])
        pieces = []
        to = feed
      }
      pieces?.push(block.subarray(0, to))
    }
    if (pieces) yield textOf(pieces)
  } finally {
    await handle.close()
  }
}

const textOf = (pieces: readonly Buffer[]): string => Buffer.concat([...pieces].reverse()).toString()

async function readBlock(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from)
  return buffer.subarray(0, bytesRead)
}

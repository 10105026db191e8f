import { open } from 'node:fs/promises'

const LINE_FEED = 0x0a
/** Read at once, from the end backwards. */
const CHUNK_BYTES = 64 * 1024

/** Cuts what stands behind the last line feed of a file: nobody was told that it is kept. True if there was anything. */
export async function cutTornLine(path: string): Promise<boolean> {
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    const end = await endOfLastLine(file, size)
    if (end === size) return false
    await file.truncate(end)
    await file.datasync()
    return true
  } finally {
    await file.close()
  }
}

async function endOfLastLine(file: Awaited<ReturnType<typeof open>>, size: number): Promise<number> {
  const chunk = Buffer.alloc(CHUNK_BYTES)
  for (let end = size; end > 0; end -= CHUNK_BYTES) {
    const start = Math.max(0, end - CHUNK_BYTES)
    const { bytesRead } = await file.read(chunk, 0, end - start, start)
    const at = chunk.subarray(0, bytesRead).lastIndexOf(LINE_FEED)
    if (at >= 0) return start + at + 1
  }
  return 0
}

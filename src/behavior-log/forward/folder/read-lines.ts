import type { FileHandle } from 'node:fs/promises'
import type { FolderLine } from './folder-line.ts'

/** Read at once; lines longer than that are no behaviours, and only their beginning is kept. */
const BLOCK_BYTES = 2 * 1024 * 1024
const KEPT_BYTES_OF_LONG_LINE = 64 * 1024
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/** Lines of a file, and where what follows them begins. */
export interface ReadLines {
  readonly lines: readonly FolderLine[]
  readonly end: number
}

export interface LineRange {
  readonly file: string
  /** Where a line begins, byte. */
  readonly from: number
  /** The most lines. */
  readonly most: number
  /** Nothing is written any more: the last line needs no line feed. */
  readonly isEnded: boolean
  /** Default: 2 MiB. */
  readonly blockBytes?: number
}

/** The next whole lines, blank ones left out; none if the last one is still being written. Memory is bounded whatever a line's length. */
export async function readLines(
  handle: FileHandle,
  { file, from, most, isEnded, blockBytes = BLOCK_BYTES }: LineRange,
): Promise<ReadLines> {
  const block = await readBlock(handle, from, blockBytes)
  const lines: FolderLine[] = []
  let start = 0
  while (lines.length < most) {
    const feed = block.indexOf(LINE_FEED, start)
    const isLast = feed < 0
    if (isLast && (start === block.length || !(isEnded && block.length < blockBytes))) break
    const end = isLast ? block.length : feed
    const bytes = block.subarray(start, block[end - 1] === CARRIAGE_RETURN && end > start ? end - 1 : end)
    if (!isBlank(bytes)) lines.push({ file, at: from + start, bytes })
    start = isLast ? end : end + 1
  }
  if (start === 0 && block.length === blockBytes)
    return longLine(handle, { file, from, isEnded, most }, block)
  return { lines, end: from + start }
}

/** A line that is longer than a block. */
async function longLine(
  handle: FileHandle,
  { file, from, isEnded }: LineRange,
  first: Buffer,
): Promise<ReadLines> {
  const bytes = Buffer.from(first.subarray(0, KEPT_BYTES_OF_LONG_LINE))
  for (let at = from + first.length; ; at += first.length) {
    const block = await readBlock(handle, at, first.length)
    const feed = block.indexOf(LINE_FEED)
    const isAtEnd = block.length < first.length
    if (feed < 0 && !isAtEnd) continue
    if (feed < 0 && !isEnded) return { lines: [], end: from }
    const length = at + (feed < 0 ? block.length : feed) - from
    return {
      lines: [{ file, at: from, bytes, fullLength: length }],
      end: from + length + (feed < 0 ? 0 : 1),
    }
  }
}

async function readBlock(handle: FileHandle, from: number, most: number): Promise<Buffer> {
  const block = Buffer.allocUnsafe(most)
  let length = 0
  while (length < most) {
    const { bytesRead } = await handle.read(block, length, most - length, from + length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return block.subarray(0, length)
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09)

import { createReadStream } from 'node:fs'

const CHUNK_BYTES = 1024 * 1024

/** The lines of a file, `size` at a time, with the number of the first one. */
export async function* lineBatches(
  file: string,
  size: number,
): AsyncGenerator<{ readonly lines: readonly string[]; readonly first: number }> {
  let lines: string[] = []
  let first = 1
  let rest = ''
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: CHUNK_BYTES })) {
    const whole = (rest + chunk).split('\n')
    rest = whole.pop()!
    lines = lines.length === 0 ? whole : lines.concat(whole)
    let at = 0
    for (; lines.length - at >= size; at += size) {
      yield { lines: lines.slice(at, at + size), first }
      first += size
    }
    lines = lines.slice(at)
  }
  if (rest !== '') lines.push(rest)
  if (lines.length > 0) yield { lines, first }
}

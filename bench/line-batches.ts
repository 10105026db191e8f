import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** The lines of a file, `size` at a time, with the number of the first one. */
export async function* lineBatches(
  file: string,
  size: number,
): AsyncGenerator<{ readonly lines: readonly string[]; readonly first: number }> {
  let lines: string[] = []
  let first = 1
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    lines.push(line)
    if (lines.length < size) continue
    yield { lines, first }
    first += lines.length
    lines = []
  }
  if (lines.length > 0) yield { lines, first }
}

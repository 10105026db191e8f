import { DamagedInput } from './damaged-input.ts'
import { ByteReader } from './gzip/byte-reader.ts'
import { gunzipChunks } from './gzip/gunzip-chunks.ts'
import { looksLikeGzip } from './gzip/read-gzip-header.ts'

/**
 * The chunks of a file or stream, decompressed if they start like gzip (`onGzip` says so): the name does not decide, except that
 * nothing at all is a cut file where gzip is expected.
 * @throws DamagedInput where the input can't be read further, after everything before that was yielded.
 */
export async function* textChunks(
  raw: AsyncGenerator<Buffer, void>,
  gzipExpected: boolean,
  onGzip: () => void = () => {},
): AsyncGenerator<Buffer, void> {
  try {
    let start: Buffer = Buffer.alloc(0)
    while (start.length < 2) {
      const next = await raw.next()
      if (next.done) break
      start = Buffer.concat([start, next.value])
    }
    if (start.length === 0 && gzipExpected)
      throw new DamagedInput('gzip', 0, 'the gzip data is cut off: the file is empty')
    const whole = startingWith(start, raw)
    const isGzip = looksLikeGzip(start)
    if (isGzip) onGzip()
    yield* isGzip ? gunzipChunks(new ByteReader(whole)) : whole
  } finally {
    await raw.return()
  }
}

async function* startingWith(
  start: Buffer,
  rest: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  if (start.length > 0) yield start
  yield* rest
}

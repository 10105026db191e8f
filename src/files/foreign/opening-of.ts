import { withinIdleTime } from '../within-idle-time.ts'
import { OPENING_BYTES } from './foreign-format-of.ts'

export interface Opening {
  readonly bytes: Buffer
  /** Nothing follows. */
  readonly isWhole: boolean
  /** All the chunks, those of the opening first. */
  readonly chunks: AsyncGenerator<Buffer, void>
}

/**
 * The beginning of an input: enough of it to tell what it is, or what there is. Of a `live` one it is what came before the first
 * pause. What keeps the input from being read on is thrown by `chunks`, in its place.
 */
export async function openingOf(chunks: AsyncGenerator<Buffer, void>, live: boolean): Promise<Opening> {
  const seen: Buffer[] = []
  let bytes = 0
  let last: Promise<IteratorResult<Buffer, void>> | null = null
  let isWhole = false
  while (bytes < OPENING_BYTES) {
    const arriving: Promise<IteratorResult<Buffer, void>> = chunks.next()
    last = arriving
    const settled = arriving.catch(() => null)
    if (live && bytes > 0 && !(await withinIdleTime(settled))) break
    const next = await settled
    if (next === null) break
    isWhole = next.done === true
    if (next.done) break
    last = null
    seen.push(next.value)
    bytes += next.value.length
  }
  return { bytes: Buffer.concat(seen), isWhole, chunks: all(seen, last, chunks) }
}

async function* all(
  seen: readonly Buffer[],
  arriving: Promise<IteratorResult<Buffer, void>> | null,
  rest: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  try {
    yield* seen
    const next = await arriving
    if (next?.done) return
    if (next) yield next.value
    yield* rest
  } finally {
    await rest.return()
  }
}

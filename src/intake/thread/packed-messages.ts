import type { OutletMessage } from '../outlet.ts'

/**
 * Messages on their way to another thread, as columns: names of fields are copied once, and bytes in one block, as each value would take along
 * all of the memory that it was cut from.
 */
export interface PackedMessages {
  /** Of the first message; each next one has the next. */
  readonly firstId: number
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly lengths: readonly number[]
  readonly kinds: readonly OutletMessage['kind'][]
  readonly keys: readonly (string | null)[]
  readonly arrivedAt: readonly number[]
}

export function packMessages(firstId: number, messages: readonly OutletMessage[]): PackedMessages {
  const lengths = messages.map(({ value }) => value.length)
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  for (const { value } of messages) {
    bytes.set(value, at)
    at += value.length
  }
  return {
    firstId,
    bytes,
    lengths,
    kinds: messages.map(({ kind }) => kind),
    keys: messages.map(({ key }) => key),
    arrivedAt: messages.map(({ arrivedAt }) => arrivedAt),
  }
}

export function unpackMessages({
  firstId,
  bytes,
  lengths,
  ...columns
}: PackedMessages): (readonly [id: number, OutletMessage])[] {
  let at = 0
  return lengths.map((length, index) => {
    const value = Buffer.from(bytes.buffer, at, length)
    at += length
    const kind = columns.kinds[index]!
    return [
      firstId + index,
      { kind, key: columns.keys[index]!, value, arrivedAt: columns.arrivedAt[index]! },
    ] as const
  })
}

import { gzipSync } from 'node:zlib'
import { compressFrameSync } from 'lz4-napi'
import { compressSync } from 'snappy'
import { describe, expect, it } from 'vitest'
import { uncompress } from './codecs.ts'

const MIB = 1024 * 1024
const text = Buffer.from('선착순 '.repeat(50_000))

/** A frame as Java writes it, without its content's size: blocks of one repeated byte, 128 KiB each in four bytes. */
function zstdOf(byte: number, blocks: number, windowLog = 17): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, (windowLog - 10) << 3])
  const bytes = Array.from({ length: blocks }, (_, i) => {
    const block = Buffer.alloc(4, byte)
    block.writeUIntLE((131_072 << 3) | (1 << 1) | (i === blocks - 1 ? 1 : 0), 0, 3)
    return block
  })
  return Buffer.concat([header, ...bytes])
}

/** A stream of blocks as Java's snappy writes it. */
function xerial(...blocks: Buffer[]): Buffer {
  const header = Buffer.from('82534e41505059000000000100000001', 'hex')
  const parts = blocks.map((block) => {
    const length = Buffer.alloc(4)
    const compressed = compressSync(block)
    length.writeUInt32BE(compressed.length)
    return Buffer.concat([length, compressed])
  })
  return Buffer.concat([header, ...parts])
}

const bomb = Buffer.alloc(20 * MIB)

describe('compressed batches', () => {
  it.each([
    ['gzip', gzipSync(text), text],
    ['snappy', compressSync(text), text],
    ['snappy', xerial(text, Buffer.from('end')), Buffer.concat([text, Buffer.from('end')])],
    ['lz4', compressFrameSync(text), text],
    ['zstd', zstdOf(0x61, 3), Buffer.alloc(3 * 131_072, 'a')],
  ] as const)('are read: %s', async (codec, compressed, plain) => {
    expect((await uncompress(codec, compressed)).equals(plain)).toBe(true)
  })

  it.each([
    ['gzip', gzipSync(bomb)],
    ['snappy', compressSync(bomb)],
    ['snappy', xerial(...Array.from({ length: 20 }, () => bomb.subarray(0, MIB)))],
    ['lz4', compressFrameSync(bomb)],
    ['zstd', zstdOf(0, 160)],
    ['zstd', zstdOf(0, 1, 27)],
  ] as const)(
    'that unpack to more than they may are refused before they do: %s',
    async (codec, compressed) => {
      await expect(uncompress(codec, compressed, 10 * MIB)).rejects.toThrow(
        new RegExp(`^a batch of records compressed with ${codec} can't be read: `),
      )
    },
  )

  it.each([
    ['gzip', gzipSync(text)],
    ['snappy', compressSync(text)],
    ['snappy', xerial(text)],
    ['lz4', compressFrameSync(text)],
    ['zstd', zstdOf(1, 3)],
  ] as const)('that are cut off or no such thing are refused: %s', async (codec, compressed) => {
    for (const bytes of [compressed.subarray(0, -2), Buffer.from('nonsense'), Buffer.alloc(0)]) {
      await expect(uncompress(codec, bytes)).rejects.toMatchObject({
        name: 'UnreadableBatchError',
        retriable: false,
      })
    }
  })
})

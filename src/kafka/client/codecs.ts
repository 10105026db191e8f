import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import kafkajs from 'kafkajs'
import { uncompressLz4 } from './codecs/lz4.ts'
import { uncompressSnappy } from './codecs/snappy.ts'
import { type CodecName, UnreadableBatchError } from './codecs/unreadable-batch-error.ts'
import { uncompressZstd } from './codecs/zstd.ts'

/**
 * The most bytes that one compressed batch of records may hold. Brokers take batches of 1 MB (compressed) unless told otherwise; what
 * is beyond this is a bomb, not a batch.
 */
const MAX_BATCH_BYTES = 128 * 1024 * 1024

/** Answers with at most `maxBytes`, or throws. */
type Uncompress = (compressed: Buffer, maxBytes: number) => Promise<Buffer>

const gunzipped = promisify(gunzip)
const gzipped = promisify(gzip)

const CODECS: Readonly<Record<CodecName, Uncompress>> = {
  gzip: (compressed, maxOutputLength) => gunzipped(compressed, { maxOutputLength }),
  snappy: uncompressSnappy,
  lz4: uncompressLz4,
  zstd: uncompressZstd,
}

const TYPES = {
  gzip: kafkajs.CompressionTypes.GZIP,
  snappy: kafkajs.CompressionTypes.Snappy,
  lz4: kafkajs.CompressionTypes.LZ4,
  zstd: kafkajs.CompressionTypes.ZSTD,
} as const satisfies Record<CodecName, unknown>

/**
 * Teaches kafkajs to read every codec of Kafka. Axon itself compresses with gzip only, if at all. Reading throws
 * {@link UnreadableBatchError} for a batch that is damaged or larger than {@link MAX_BATCH_BYTES}.
 */
export function registerCodecs(): void {
  for (const name of Object.keys(CODECS) as CodecName[]) {
    const codec = {
      compress: ({ buffer }: { readonly buffer: Buffer }) => {
        if (name !== 'gzip') throw new TypeError(`Axon does not compress with ${name}`)
        return gzipped(buffer)
      },
      decompress: (compressed: Buffer) => uncompress(name, compressed),
    }
    kafkajs.CompressionCodecs[TYPES[name]] = () => codec
  }
}

/** The records of a compressed batch. @throws UnreadableBatchError @internal */
export async function uncompress(
  name: CodecName,
  compressed: Buffer,
  maxBytes = MAX_BATCH_BYTES,
): Promise<Buffer> {
  try {
    return await CODECS[name](compressed, maxBytes)
  } catch (error) {
    throw new UnreadableBatchError(name, error instanceof Error ? error.message : String(error))
  }
}

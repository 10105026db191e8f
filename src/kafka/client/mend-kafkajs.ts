import { createRequire } from 'node:module'
import { readingEmptiedBatches } from './mends/emptied-batches.ts'
import { hideAborted } from './mends/hide-aborted.ts'
import type {
  DecodeAnswer,
  DecodeBatch,
  DecodeMessages,
  DecodeRecord,
  Decoder,
} from './mends/kafkajs-decoding.ts'
import { leanRecord } from './mends/lean-record.ts'

/** Versions of the fetch request that know transactions. */
const FETCH_VERSIONS = [4, 5, 6, 7, 8, 9, 10, 11]

const require = createRequire(import.meta.url)
const PROTOCOL = 'kafkajs/src/protocol'
const DECODE_RECORD = `${PROTOCOL}/recordBatch/record/v0/decoder`
const DECODE_MESSAGES = `${PROTOCOL}/requests/fetch/v4/decodeMessages`

/**
 * kafkajs 2.2.4, the last release, reads three things wrongly, or too slowly, that brokers send to everybody who reads committed
 * messages. They are mended where answers to fetches are decoded (docs/adr/0009-mending-kafkajs.md): once per process, before the
 * first fetch, since kafkajs loads these parts when it needs them.
 */
export function mendKafkajs(): void {
  const DecoderOf = require(`${PROTOCOL}/decoder`) as (new (buffer: Buffer) => Decoder) & { isMended?: true }
  if (DecoderOf.isMended) return
  DecoderOf.isMended = true
  // Innermost first: each takes the one before when it is loaded.
  replace<DecodeRecord>(DECODE_RECORD, leanRecord)
  const decodeBatch = require(`${PROTOCOL}/recordBatch/v0/decoder`) as DecodeBatch
  replace<DecodeMessages>(DECODE_MESSAGES, (original) =>
    readingEmptiedBatches(original, decodeBatch, DecoderOf),
  )
  for (const version of FETCH_VERSIONS) {
    const answer = require(`${PROTOCOL}/requests/fetch/v${version}/response`) as { decode: DecodeAnswer }
    const { decode } = answer
    answer.decode = async (bytes) => {
      const decoded = await decode(bytes)
      for (const { partitions } of decoded.responses) partitions.forEach(hideAborted)
      return decoded
    }
  }
}

function replace<Part>(path: string, mended: (original: Part) => Part): void {
  const original = require(path) as Part
  require.cache[require.resolve(path)]!.exports = mended(original)
}

import { createRequire } from 'node:module'
import { hideAborted } from './mends/hide-aborted.ts'
import type { CodecOf, DecodeAnswer, DecodeMessages } from './mends/kafkajs-decoding.ts'
import { readingRecordBatches } from './mends/record-batches.ts'

/** Versions of the fetch request that know transactions. */
const FETCH_VERSIONS = [4, 5, 6, 7, 8, 9, 10, 11]

const require = createRequire(import.meta.url)
const PROTOCOL = 'kafkajs/src/protocol'
const DECODE_MESSAGES = `${PROTOCOL}/requests/fetch/v4/decodeMessages`

/**
 * kafkajs 2.2.4, the last release, reads some things wrongly, or far too slowly, that brokers send to everybody who reads committed
 * messages, and everything else more slowly than needed. It is mended where answers to fetches are decoded
 * (docs/adr/0009-mending-kafkajs.md): once per process, before the first fetch, since kafkajs loads these parts when it needs them.
 */
export function mendKafkajs(): void {
  const decodeMessages = require(DECODE_MESSAGES) as DecodeMessages & { isMended?: true }
  if (decodeMessages.isMended) return
  const { lookupCodecByAttributes } = require(`${PROTOCOL}/message/compression`) as {
    lookupCodecByAttributes: CodecOf
  }
  // Before what takes it from there is loaded.
  require.cache[require.resolve(DECODE_MESSAGES)]!.exports = Object.assign(
    readingRecordBatches(decodeMessages, lookupCodecByAttributes),
    { isMended: true },
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

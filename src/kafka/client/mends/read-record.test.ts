import { expect, it } from 'vitest'
import type { DecodedRecord } from './kafkajs-decoding.ts'
import { readRecord } from './read-record.ts'
import { VarintReader } from './varint-reader.ts'

type Headers = readonly (readonly [name: string, value: Buffer | null])[]

/** Seven bits per byte, lowest first; the sign comes first of all. */
function varInt(value: number): Buffer {
  const bytes: number[] = []
  let left = value < 0 ? -2 * value - 1 : 2 * value
  for (; left > 0x7f; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80)
  return Buffer.from([...bytes, left])
}

const withLength = (bytes: Buffer | null): Buffer =>
  bytes ? Buffer.concat([varInt(bytes.length), bytes]) : varInt(-1)

/** The bytes of a record as a broker sends them: what kafkajs itself can't write (a name twice, no value) included. */
function bytesOf(value: Buffer | null, headers: Headers): Buffer {
  return Buffer.concat([
    Buffer.from([0]), // attributes
    varInt(0), // time
    varInt(7), // offset
    withLength(Buffer.from('1')),
    withLength(value),
    varInt(headers.length),
    ...headers.flatMap(([name, of]) => [withLength(Buffer.from(name)), withLength(of)]),
  ])
}

function decoded(value: Buffer | null, headers: Headers): DecodedRecord {
  const context = { producerId: '-1', inTransaction: false }
  const batch = { firstOffset: 100, firstTime: 5, timeOfBroker: null, isControl: false, context }
  return readRecord(new VarintReader(withLength(bytesOf(value, headers))), batch)
}

const text = (headers: DecodedRecord['headers']) => JSON.parse(JSON.stringify({ ...headers }), asText)
const asText = (_: string, value: { type?: string; data?: number[] } | null) =>
  value?.type === 'Buffer' ? Buffer.from(value.data!).toString() : value

const bytes = Buffer.from('{"userId":5}')

it('reads records with as many headers as fit into one, and as many of one name', () => {
  const many: Headers = Array.from({ length: 20_000 }, (_, index) => [`header-${index}`, Buffer.from('x')])
  const record = decoded(bytes, many)
  expect(record).toMatchObject({ offset: '107', timestamp: '5', key: Buffer.from('1'), value: bytes })
  expect(Object.keys(record.headers!)).toHaveLength(many.length)
  const repeated = decoded(
    bytes,
    many.map(([, value]) => ['trace', value] as const),
  )
  expect(repeated.headers!.trace).toHaveLength(many.length)
})

it('hands out headers as kafkajs does, whatever they are called', () => {
  expect(decoded(bytes, []).headers).toEqual({})
  const record = decoded(null, [
    ['trace', Buffer.from('a')],
    ['', Buffer.alloc(0)],
    ['none', null],
    ['constructor', Buffer.from('b')],
    ['trace', Buffer.from('c')],
    ['trace', null],
  ])
  expect(record.value).toBeNull()
  expect(text(record.headers)).toEqual({ trace: ['a', 'c', null], '': '', none: null, constructor: 'b' })
  expect(text(record.headers)).toEqual(text(record.headers))
  const [own] = Object.entries(decoded(bytes, [['__proto__', Buffer.from('p')]]).headers!)
  expect(own?.[0]).toBe('__proto__')
})

it('keeps no headers in memory for as long as a message waits', () => {
  const { key, value } = decoded(bytes, [['huge', Buffer.alloc(900_000)]])
  for (const kept of [key, value]) expect(kept!.buffer.byteLength).toBeLessThan(100_000)
})

import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import type { SinkDocument } from './sink-document.ts'
import { StdoutWriter } from './stdout-writer.ts'

const documents = (...ids: string[]): SinkDocument[] =>
  ids.map((id) => ({ id, key: null, occurredAt: 0, receivedAt: 0, json: JSON.stringify({ id }) }))

/** A stream whose reader reads when it is told. */
class SlowReader extends Writable {
  read = ''
  #next: ((error?: Error) => void) | null = null

  override _write(chunk: Buffer, _: BufferEncoding, callback: (error?: Error) => void): void {
    this.read += chunk
    this.#next = callback
  }

  goOn(error?: Error): void {
    this.#next?.(error)
  }
}

it('writes a line each', async () => {
  const reader = new SlowReader()
  const written = new StdoutWriter(reader).write(documents('a', 'b'))
  reader.goOn()
  expect(await written).toEqual({ refused: [], left: [], failure: null })
  expect(reader.read).toBe('{"id":"a"}\n{"id":"b"}\n')
})

it('leaves what nobody reads in time, and writes it no second time when it is read after all', async () => {
  const reader = new SlowReader()
  const writer = new StdoutWriter(reader, 250)
  const given = documents('a', 'b')
  expect(await writer.write(given)).toMatchObject({ left: given, failure: expect.stringContaining('reads') })
  expect(await writer.write(given)).toMatchObject({ left: given })
  reader.goOn()
  const more = writer.write([...given, ...documents('c')])
  await expect.poll(() => reader.read).toContain('"c"')
  reader.goOn()
  expect(await more).toMatchObject({ left: [], failure: null })
  expect(reader.read.split('\n')).toHaveLength(4)
})

it.each(['EPIPE', 'ERR_STREAM_DESTROYED'])('says of %s that nobody will ever read it', async (code) => {
  const reader = new SlowReader().on('error', () => {})
  const written = new StdoutWriter(reader).write(documents('a'))
  reader.goOn(Object.assign(new Error('write'), { code }))
  expect(await written).toMatchObject({
    left: documents('a'),
    failure: expect.stringContaining('start again'),
    isOver: true,
  })
})

it('says what is wrong with it', async () => {
  const reader = new SlowReader().on('error', () => {})
  const written = new StdoutWriter(reader).write(documents('a'))
  reader.goOn(new Error('no space left on device'))
  expect(await written).toMatchObject({
    left: documents('a'),
    failure: 'standard output: no space left on device',
    isOver: false,
  })
})

import { terminalJson } from '../../domain/shown-text.ts'
import type { StatusReader } from '../../reads/status/status-reader.ts'

/** The status as one JSON object and a line feed, piece by piece: its lists may be longer than the memory. */
export async function* statusJson(reader: StatusReader, displayUrl: string): AsyncGenerator<string> {
  yield `{"database":${terminalJson(displayUrl)},"products":`
  yield* arrayOf(reader.products())
  yield ',"activities":'
  yield* arrayOf(reader.activities())
  const rest = {
    entries: await reader.entries(),
    occurrences: await reader.occurrences(),
    deadLetters: await reader.deadLetters(),
    positions: await reader.positions(),
  }
  yield `,${terminalJson(rest).slice(1)}\n`
}

async function* arrayOf(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  let before = '['
  for await (const rows of pages) {
    if (rows.length === 0) continue
    yield before + rows.map((row) => terminalJson(row)).join(',')
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

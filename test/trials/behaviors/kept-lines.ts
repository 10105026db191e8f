import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface KeptLines {
  /** Ids of whole documents, and how often each stands there. */
  readonly ids: ReadonlyMap<string, number>
  /** Files that end in the middle of a line. */
  readonly torn: number
  /** Lines that are no documents. */
  readonly broken: number
}

/** What stands in the files of a behaviour log. */
export function keptLines(folder: string): KeptLines {
  const ids = new Map<string, number>()
  let torn = 0
  let broken = 0
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : []
  for (const name of names) {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n')
    if (lines.pop() !== '') torn += 1
    for (const line of lines) {
      const id = idOf(line)
      if (id === null) broken += 1
      else ids.set(id, (ids.get(id) ?? 0) + 1)
    }
  }
  return { ids, torn, broken }
}

function idOf(line: string): string | null {
  try {
    const { event } = JSON.parse(line) as { readonly event: { readonly id: string } }
    return event.id.split(':').at(-1) ?? null
  } catch {
    return null
  }
}

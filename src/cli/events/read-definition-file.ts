import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, readSync } from 'node:fs'
import { draftOfJson, MUST_NOT_HOLD } from '../../operations/events/draft-of-json.ts'
import type { EventDraft } from '../../operations/events/event-draft.ts'
import { CommandError } from '../shared/command-error.ts'

/** Far more than an event may have; a larger file is another kind of file. */
const MAX_BYTES = 1024 * 1024

const STANDARD_INPUT = '-'

/**
 * The fields of one event, from a file or with `-` from standard input. What they may be is checked where events are saved.
 * @throws CommandError that says what is wrong with the file.
 */
export function readDefinitionFile(path: string): EventDraft {
  const file = path === STANDARD_INPUT ? 'standard input' : path
  const bytes = bytesOf(path, file)
  if (bytes.length > MAX_BYTES) throw refusal(file, 'is larger than 1 MiB: this is no event')
  if (!isUtf8(bytes)) throw refusal(file, 'is not UTF-8')
  const json = bytes.toString().replace(/^\ufeff/, '')
  const value = parsed(json, file)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal(file, 'must hold one event, as a JSON object')
  }
  const fields = value as Record<string, unknown>
  if ('events' in fields)
    throw refusal(file, 'is a seed file: `axon seed` takes those, here it must be one event')
  const draft = draftOfJson(json, fields)
  if (!draft) throw refusal(file, MUST_NOT_HOLD)
  return draft
}

function bytesOf(path: string, file: string): Buffer {
  const chunks: Buffer[] = []
  let length = 0
  try {
    const from = path === STANDARD_INPUT ? 0 : openSync(path, 'r')
    try {
      for (;;) {
        const chunk = Buffer.alloc(64 * 1024)
        const read = readSync(from, chunk)
        if (read === 0 || length > MAX_BYTES) return Buffer.concat(chunks)
        chunks.push(chunk.subarray(0, read))
        length += read
      }
    } finally {
      if (from !== 0) closeSync(from)
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw refusal(file, code === 'ENOENT' ? 'does not exist' : `can't be read: ${message}`)
  }
}

function parsed(json: string, file: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw refusal(file, `is not JSON: ${(error as Error).message}`)
  }
}

const refusal = (file: string, why: string): CommandError => new CommandError(`${file} ${why}`, 2)

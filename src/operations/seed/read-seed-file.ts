import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { HaltError } from '../../domain/halt-error.ts'
import { oneLineError } from '../../domain/shown-text.ts'
import { mayHoldExactNumbers, parseExactly } from '../../messages/exact-json.ts'
import { type ParsedSeed, parseSeed } from './seed-file.ts'

/** Far more than any shop needs; a larger file is another kind of file. */
const MAX_BYTES = 64 * 1024 * 1024

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read: check its permissions',
}

const STANDARD_INPUT = '-'

/**
 * Reads and checks a seed file, or with `-` standard input (CONTRACT §4).
 * @throws HaltError that says in one line what is wrong and where.
 */
export async function readSeedFile(path: string): Promise<ParsedSeed> {
  const file = path === STANDARD_INPUT ? 'from standard input' : path
  const bytes = await bytesOf(path, file)
  if (bytes.length > MAX_BYTES) throw refusal(file, 'is larger than 64 MiB: this is no seed file')
  if (!isUtf8(bytes)) throw refusal(file, 'is not UTF-8')
  const json = bytes.toString().replace(/^\ufeff/, '')
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw refusal(file, `is not JSON: ${(error as Error).message}`)
  }
  return parseSeed(value, file, mayHoldExactNumbers(json) ? parseExactly(json) : undefined)
}

/** Of what is too large only so much that it is known to be. */
async function bytesOf(path: string, file: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  const stream: AsyncIterable<Buffer> = path === STANDARD_INPUT ? process.stdin : createReadStream(path)
  try {
    for await (const chunk of stream) {
      chunks.push(chunk)
      length += chunk.length
      if (length > MAX_BYTES) break
    }
    return Buffer.concat(chunks)
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    throw refusal(file, PROBLEMS[code] ?? `can't be read: ${message}`)
  }
}

const refusal = (file: string, why: string): HaltError =>
  new HaltError('SEED_FILE_UNUSABLE', { problem: oneLineError(`seed file ${file} ${why}`) })

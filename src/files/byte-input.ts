import { randomUUID } from 'node:crypto'
import { constants, createReadStream, fstatSync, open as openFd, type Stats } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { HaltError } from '../domain/halt-error.ts'
import { SourceName } from '../domain/source-name.ts'
import { fileChunks } from './file-chunks.ts'
import { streamChunks } from './stream-chunks.ts'

export const CHUNK_BYTES = 256 * 1024

const STDIN_FD = 0

/** The bytes of one input as they are stored, not decompressed. */
export interface ByteInput {
  readonly source: SourceName
  /** What to call it in a message to the user. */
  readonly name: string
  /** True if it can only be read once, as it arrives. */
  readonly live: boolean
  /** Null for what has no size. */
  readonly size: number | null
  chunks(): AsyncGenerator<Buffer, void>
  close(): void
}

/** Names a stream that another process feeds: opened again, it is another one. */
const DESCRIPTOR_PATH = /^\/(dev\/(stdin$|fd\/)|proc\/[^/]+\/fd\/)/

/**
 * Opens a file or, for `-`, standard input. A named pipe, a device or a `/dev/fd/…` path is read like standard input: as it
 * can't be read again, there is no position to store for it.
 * @throws HaltError if there is no such file, or it is a folder or unreadable.
 */
export async function openByteInput(path: string, chunkBytes = CHUNK_BYTES): Promise<ByteInput> {
  if (path === '-' || path === '/dev/stdin') {
    if (isFolder(STDIN_FD)) throw new HaltError('STDIN_IS_FOLDER', {})
    return liveInput('standard input', process.stdin)
  }
  const absolute = resolve(path)
  const found = await statReadable(absolute)
  if (found.isFIFO()) {
    const fd = await promisify(openFd)(absolute, 'r')
    return liveInput(absolute, new Socket({ fd, readable: true, writable: false }))
  }
  if (!found.isFile() || DESCRIPTOR_PATH.test(absolute))
    return liveInput(absolute, createReadStream(absolute))
  return {
    source: SourceName.of('file', absolute),
    name: absolute,
    live: false,
    size: found.size,
    chunks: () => fileChunks(absolute, chunkBytes),
    close: () => {},
  }
}

function isFolder(fd: number): boolean {
  try {
    return fstatSync(fd).isDirectory()
  } catch {
    return false // it is closed: reading says so
  }
}

function liveInput(name: string, stream: Readable): ByteInput {
  // An error before the first read is not lost: reading raises it again.
  stream.on('error', () => {})
  return {
    source: SourceName.of('stdin', randomUUID()),
    name,
    live: true,
    size: null,
    chunks: () => streamChunks(stream),
    close: () => stream.destroy(),
  }
}

async function statReadable(path: string): Promise<Stats> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) throw new HaltError('FILE_IS_FOLDER', { path })
    await access(path, constants.R_OK)
    return found
  } catch (error) {
    if (error instanceof HaltError) throw error
    throw haltOfUnreadable(path, error as NodeJS.ErrnoException)
  }
}

function haltOfUnreadable(path: string, error: NodeJS.ErrnoException): HaltError {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new HaltError('FILE_NOT_FOUND', { path }, { cause: error })
    case 'EACCES':
    case 'EPERM':
      return new HaltError('FILE_NOT_PERMITTED', { path }, { cause: error })
    default:
      return new HaltError('FILE_NOT_OPENED', { path, reason: error.message }, { cause: error })
  }
}

import { HaltError } from '../../domain/halt-error.ts'
import type { StoreFailure } from '../../pipeline/store.ts'
import { failureOf } from './errors.ts'

const SYNCHRONOUS = ['full', 'normal', 'off', 'extra']

/** `sqlite:PATH[?synchronous=normal]` or `sqlite::memory:`. */
export class SqliteUrl {
  readonly kind = 'sqlite'
  readonly isInMemory: boolean
  readonly displayUrl: string
  readonly secrets: readonly string[] = []
  readonly path: string
  /** SQLite's pragma of that name: commits are durable (`full`) unless the URL says otherwise. */
  readonly synchronous: string

  /** @throws HaltError (exit 2) if it names no file or a parameter that there is not. */
  constructor(text: string) {
    const [path = '', query = ''] = text.slice('sqlite:'.length).split('?', 2)
    const parameters = new URLSearchParams(query)
    const synchronous = parameters.get('synchronous')?.toLowerCase() ?? 'full'
    const unknown = [...parameters.keys()].find((name) => name !== 'synchronous')
    if (path.startsWith('//') && !path.startsWith('///'))
      throw new HaltError(`database URL ${text}: write sqlite:PATH, without //`, 2)
    if (path === '') throw new HaltError(`database URL ${text} names no file: write sqlite:PATH`, 2)
    if (unknown)
      throw new HaltError(`database URL ${text}: unknown parameter ${unknown}; known: synchronous`, 2)
    if (!SYNCHRONOUS.includes(synchronous)) {
      throw new HaltError(`database URL ${text}: synchronous must be one of ${SYNCHRONOUS.join(', ')}`, 2)
    }
    this.displayUrl = text
    this.path = path
    this.synchronous = synchronous
    this.isInMemory = path === ':memory:'
  }

  /** What an error means while there is no open database yet. */
  failureBeforeOpen(error: unknown): StoreFailure {
    return failureOf(error)
  }
}

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

  /** @throws HaltError if it names no file or a parameter that there is not. */
  constructor(text: string) {
    const [path = '', query = ''] = text.slice('sqlite:'.length).split('?', 2)
    const parameters = new URLSearchParams(query)
    const synchronous = parameters.get('synchronous')?.toLowerCase() ?? 'full'
    const unknown = [...parameters.keys()].find((name) => name !== 'synchronous')
    if (path.startsWith('//') && !path.startsWith('///'))
      throw unusable(`${text}: write sqlite:PATH, without //`)
    if (path === '') throw unusable(`${text} names no file: write sqlite:PATH`)
    if (unknown) throw unusable(`${text}: unknown parameter ${unknown}; known: synchronous`)
    if (!SYNCHRONOUS.includes(synchronous)) {
      throw unusable(`${text}: synchronous must be one of ${SYNCHRONOUS.join(', ')}`)
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

const unusable = (problem: string): HaltError =>
  new HaltError('DATABASE_URL_UNUSABLE', { problem: `database URL ${problem}` })

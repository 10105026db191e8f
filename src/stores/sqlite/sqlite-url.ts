import { HaltError } from '../../domain/halt-error.ts'
import type { StoreFailure } from '../../pipeline/store.ts'
import { failureOf } from './errors.ts'

const SYNCHRONOUS = ['full', 'normal', 'off', 'extra']

/**
 * `sqlite:PATH[?synchronous=normal]` or `sqlite::memory:`. The path is taken as it is written (nothing is decoded) up to the first
 * `?`, without blanks at its ends.
 */
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
    const [written = '', query] = text.slice('sqlite:'.length).split(/\?(.*)/s, 2)
    const path = written.trim()
    const parameters = new URLSearchParams(query)
    const synchronous = parameters.get('synchronous')?.toLowerCase() ?? 'full'
    const unknown = [...parameters.keys()].find((name) => name !== 'synchronous')
    if (path.startsWith('//') && !path.startsWith('///'))
      throw unusable(`${text}: write sqlite:PATH, without //`)
    if (path === '') throw unusable(`${text} names no file: write sqlite:PATH`)
    // SQLite would read what follows as a URI of its own, with parameters that nobody here knows of.
    if (/^file:/i.test(path)) throw unusable(`${text}: write sqlite:PATH, without file:`)
    if (unknown !== undefined) throw unusable(`${text}: unknown parameter ${unknown}; known: synchronous`)
    if (!SYNCHRONOUS.includes(synchronous)) {
      throw unusable(`${text}: synchronous must be one of ${SYNCHRONOUS.join(', ')}`)
    }
    this.displayUrl = `sqlite:${path}${query === undefined ? '' : `?${query}`}`
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

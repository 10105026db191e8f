import { isBrowserTrigger } from '../../conditions/browser-triggers.ts'
import type { match } from '../../conditions/match.ts'
import { chunksOf } from '../../reads/chunks-of.ts'
import {
  type DefinitionRevision,
  type RevisionKey,
  readDefinitionRevisions,
} from '../../reads/events/definition-revisions.ts'
import { SharedLookUp } from '../../reads/sale/shared-look-up.ts'
import type { Database } from '../../stores/database.ts'

/** With the way of an answer, what counts is at most a second old. */
const FRESH_MS = 500
/** Revisions that were asked for lately, those that do not exist among them. */
const MAX_KNOWN = 10_000
/** Of one statement. */
const MAX_TOGETHER = 1_000

/** A revision, and what its items are held against. */
export interface KnownRevision extends DefinitionRevision {
  /** Null: no browser may send it. */
  readonly matchable: Parameters<typeof match>[0] | null
}

interface Known {
  readonly revision: KnownRevision | null
  readonly readAt: number
}

const textOf = ({ eventId, revision }: RevisionKey): string => `${eventId}/${revision}`

/** Revisions of definitions as they stand: read at most twice a second, however many items name them. */
export class KnownRevisions {
  readonly #known = new Map<string, Known>()
  readonly #lookUp: SharedLookUp<RevisionKey, KnownRevision>
  /** While the database is away, nobody waits for it twice. */
  #failedAt = Number.NEGATIVE_INFINITY

  constructor({ query, dialect }: Pick<Database, 'query' | 'dialect'>) {
    this.#lookUp = new SharedLookUp({
      textOf,
      find: async (keys) => {
        const found = new Map<string, KnownRevision>()
        for (const some of chunksOf(keys, MAX_TOGETHER)) {
          for (const revision of await readDefinitionRevisions(query, dialect, some))
            found.set(textOf(revision), knownRevision(revision))
        }
        return found
      },
    })
  }

  /**
   * Null if there is none. At once if it was read lately; while the database is away, as it was read last. Rejects if it was never read and can't
   * be.
   */
  get(key: RevisionKey): KnownRevision | null | Promise<KnownRevision | null> {
    const text = textOf(key)
    const known = this.#known.get(text)
    const now = performance.now()
    if (known && (now - known.readAt < FRESH_MS || now - this.#failedAt < FRESH_MS)) return known.revision
    return this.#read(text, key, known)
  }

  async #read(text: string, key: RevisionKey, known: Known | undefined): Promise<KnownRevision | null> {
    const readAt = performance.now()
    let revision: KnownRevision | null
    try {
      revision = await this.#lookUp.get(key)
    } catch (error) {
      this.#failedAt = performance.now()
      if (known) return known.revision
      throw error
    }
    if (this.#known.size >= MAX_KNOWN) this.#known.clear()
    this.#known.set(text, { revision, readAt })
    return revision
  }
}

function knownRevision(read: DefinitionRevision): KnownRevision {
  const { triggerType, triggerPayload } = read.definition
  if (!isBrowserTrigger(triggerType)) return { ...read, matchable: null }
  const { routing, when } = triggerPayload as Partial<NonNullable<KnownRevision['matchable']>>
  return { ...read, matchable: { triggerType, ...(routing && { routing }), ...(when && { when }) } }
}

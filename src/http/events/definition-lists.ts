import { DefinitionList } from './definition-list.ts'
import type { DeliveredDefinition } from './delivered-definition.ts'

/** Some hundred long lists: where users differ more than that, lists are made again. */
const MAX_BYTES = 32 * 1024 * 1024
/** Of a list without its definitions: the object, its key, the envelope. */
const LIST_BYTES = 1_024

/** Names of lists that were asked for once: twice as many at most. */
const MAX_NAMES = 10_000

/**
 * The lists that were asked for more than once lately, each serialised once for all to whom it applies. One that is asked for once is not kept:
 * where users differ most are such, and would only make work for the garbage collector.
 */
export class DefinitionLists {
  readonly #lists = new Map<string, { readonly list: DefinitionList; readonly bytes: number }>()
  #bytes = 0
  #names = new Set<string>()
  #olderNames = new Set<string>()

  /** The list of that name; made of these definitions if it is not known. */
  get(name: string, definitions: () => readonly DeliveredDefinition[]): DefinitionList {
    const known = this.#lists.get(name)
    if (known) {
      // Those that were not asked for longest come first.
      this.#lists.delete(name)
      this.#lists.set(name, known)
      return known.list
    }
    const chosen = definitions()
    const list = new DefinitionList(chosen)
    if (!this.#isFirst(name)) this.#keep(name, list, chosen)
    return list
  }

  #isFirst(name: string): boolean {
    if (this.#names.has(name) || this.#olderNames.has(name)) return false
    if (this.#names.size >= MAX_NAMES) {
      this.#olderNames = this.#names
      this.#names = new Set()
    }
    this.#names.add(name)
    return true
  }

  #keep(name: string, list: DefinitionList, definitions: readonly DeliveredDefinition[]): void {
    const bytes = LIST_BYTES + definitions.reduce((sum, { bytes }) => sum + bytes.length, 0)
    this.#makeRoom(bytes)
    this.#lists.set(name, { list, bytes })
    this.#bytes += bytes
  }

  #makeRoom(bytes: number): void {
    for (const [name, old] of this.#lists) {
      if (this.#bytes + bytes <= MAX_BYTES) return
      this.#lists.delete(name)
      this.#bytes -= old.bytes
    }
  }
}

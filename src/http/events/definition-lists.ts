import { DefinitionList } from './definition-list.ts'
import type { DeliveredDefinition } from './delivered-definition.ts'

/** Some hundred long lists: where users differ more than that, lists are made again. */
const MAX_BYTES = 32 * 1024 * 1024
/** Of a list without its definitions: the object, its key, the envelope. */
const LIST_BYTES = 1_024

/** The lists that were asked for lately, each serialised once for all to whom it applies. */
export class DefinitionLists {
  readonly #lists = new Map<string, { readonly list: DefinitionList; readonly bytes: number }>()
  #bytes = 0

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
    const bytes = LIST_BYTES + chosen.reduce((sum, { json }) => sum + json.length, 0)
    const list = new DefinitionList(chosen)
    this.#makeRoom(bytes)
    this.#lists.set(name, { list, bytes })
    this.#bytes += bytes
    return list
  }

  #makeRoom(bytes: number): void {
    for (const [name, old] of this.#lists) {
      if (this.#bytes + bytes <= MAX_BYTES) return
      this.#lists.delete(name)
      this.#bytes -= old.bytes
    }
  }
}

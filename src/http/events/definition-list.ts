import { hash } from 'node:crypto'
import type { DeliveredDefinition } from './delivered-definition.ts'

/** When an open page asks again, ms (CONTRACT §13). */
const REFRESH_AFTER_MS = 10_000

const COMMA = Buffer.from(',')
const END = Buffer.from(']}')

/** What one page is given, and all others to which the same definitions apply. */
export class DefinitionList {
  readonly #definitions: readonly Pick<DeliveredDefinition, 'bytes' | 'digest'>[]
  /** Names the content: the same in every process. */
  readonly version: string
  #bytes: Buffer | null = null

  constructor(definitions: readonly Pick<DeliveredDefinition, 'bytes' | 'digest'>[]) {
    this.#definitions = definitions
    const digests = definitions.map(({ digest }) => digest).join()
    this.version = hash('sha256', `${REFRESH_AFTER_MS} ${digests}`, 'base64url').slice(0, 22)
  }

  get etag(): string {
    return `"${this.version}"`
  }

  get isEmpty(): boolean {
    return this.#definitions.length === 0
  }

  /** The body of the answer; made when it is first asked for. */
  get bytes(): Buffer {
    this.#bytes ??= Buffer.concat([
      Buffer.from(
        `{"version":${JSON.stringify(this.version)},"refreshAfterMs":${REFRESH_AFTER_MS},"empty":${this.isEmpty},"definitions":[`,
      ),
      ...this.#definitions.flatMap(({ bytes }, index) => (index === 0 ? [bytes] : [COMMA, bytes])),
      END,
    ])
    return this.#bytes
  }
}

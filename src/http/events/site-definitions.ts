import type { AudienceUser } from '../../conditions/audience/audience-test.ts'
import { type ReadyAudience, readyAudience } from '../../conditions/audience/ready-audience.ts'
import type { DeliveredDefinition } from './delivered-definition.ts'
import { isSameList } from './is-same-list.ts'

const EVERYBODY = -1
/** Definitions in one unit of the text that names a choice of them. */
const BITS = 16

let made = 0

/** What a choice among definitions depends on. */
export interface Circumstances {
  /** Undefined: nobody is logged in. */
  readonly user: AudienceUser | undefined
  /** Epoch ms. */
  readonly now: number
  readonly isOpen: (activityId: number) => boolean
}

/** The ACTIVE definitions of one site, those of all sites among them, by id. */
export class SiteDefinitions {
  /** Whether somebody's summary must be known to tell what applies to him. */
  readonly needsSummary: boolean
  /** Of which the state must be known. */
  readonly activityIds: readonly number[]
  readonly #definitions: readonly DeliveredDefinition[]
  /** Each different one, by which users are told apart once for all events that have the same. */
  readonly #audiences: readonly ReadyAudience[]
  readonly #audienceOf: readonly number[]
  readonly #name = String(made++)

  constructor(definitions: readonly DeliveredDefinition[]) {
    this.#definitions = definitions
    this.needsSummary = definitions.some(({ needsSummary }) => needsSummary)
    this.activityIds = [
      ...new Set(definitions.flatMap(({ activityId }) => (activityId === null ? [] : [activityId]))),
    ]
    const targeted = definitions.filter(({ audience }) => audience !== null)
    const byText = new Map(targeted.map((definition) => [definition.audienceText, definition]))
    const texts = [...byText.keys()]
    const indexes = new Map(texts.map((text, index) => [text, index]))
    this.#audiences = [...byText.values()].map(({ id, audience }) => readyAudience(audience!, id))
    this.#audienceOf = definitions.map(({ audience, audienceText }) =>
      audience === null ? EVERYBODY : indexes.get(audienceText)!,
    )
  }

  /** Whether it is made of these, so that it need not be made again. */
  isOf(definitions: readonly DeliveredDefinition[]): boolean {
    return isSameList(definitions, this.#definitions)
  }

  /** Names the definitions that apply: a short text, the same for all to whom the same ones do. */
  choose({ user, now, isOpen }: Circumstances): string {
    // Without a token nobody is in any.
    const isIn = this.#audiences.map((holds) => user !== undefined && holds(user, now))
    let choice = `${this.#name} `
    let bits = 0
    this.#definitions.forEach(({ startsAt, endsAt, activityId }, index) => {
      const audience = this.#audienceOf[index]!
      const applies =
        (audience === EVERYBODY || isIn[audience]) &&
        (startsAt === null || startsAt <= now) &&
        (endsAt === null || now <= endsAt) &&
        (activityId === null || isOpen(activityId))
      bits = (bits << 1) | Number(applies)
      if (index % BITS === BITS - 1) {
        choice += String.fromCharCode(bits)
        bits = 0
      }
    })
    return choice + String.fromCharCode(bits)
  }

  /** What {@link choose} named. */
  chosen(choice: string): DeliveredDefinition[] {
    const units = choice.slice(this.#name.length + 1)
    const last = this.#definitions.length % BITS
    return this.#definitions.filter((_, index) => {
      const unit = Math.floor(index / BITS)
      const width = unit === units.length - 1 ? last : BITS
      return (units.charCodeAt(unit) >> (width - 1 - (index % BITS))) & 1
    })
  }
}

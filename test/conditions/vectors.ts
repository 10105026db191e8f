import type { Routing } from '../../src/conditions/browser-definition.ts'
import type { BrowserTrigger } from '../../src/conditions/browser-triggers.ts'
import type { Condition } from '../../src/conditions/condition.ts'
import type { Happening } from '../../src/conditions/happening.ts'

/** What `fixtures/matching.json` holds, as fixtures/README.md says it. */
export interface Vectors {
  readonly canonicalUrls: readonly {
    readonly url: string
    readonly base?: string
    readonly routing?: Routing
    readonly canonical: string | null
  }[]
  readonly texts: readonly { readonly text: string; readonly normal: string }[]
  readonly shares: readonly { readonly key: string; readonly share: number }[]
  readonly samples: readonly {
    readonly eventId: number
    readonly visitor: string
    readonly share: number
    readonly sampleRate: number
    readonly sampled: boolean
  }[]
  readonly matches: readonly {
    readonly about: string
    readonly happening: Happening
    readonly cases: readonly {
      readonly triggerType?: BrowserTrigger
      readonly routing?: Routing
      readonly when?: Condition
      readonly matched: boolean
    }[]
  }[]
}

import { HALTS, type HaltCode, type HaltFacts } from './halts.ts'

/** Something that no retry can cure, as a value: its code and facts. The message says what was found, and where. */
export class HaltError<Code extends HaltCode = HaltCode> extends Error {
  readonly code: Code
  readonly facts: HaltFacts<Code>

  constructor(code: Code, facts: HaltFacts<Code>, options?: ErrorOptions) {
    super((HALTS[code] as (facts: HaltFacts<Code>) => string)(facts), options)
    this.name = 'HaltError'
    this.code = code
    this.facts = facts
  }
}

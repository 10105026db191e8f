import type { BrowserDefinition } from './browser-definition.ts'
import type { Test } from './condition.ts'
import { conditionHolds } from './condition-holds.ts'
import { fieldOf } from './field-of.ts'
import type { Happening } from './happening.ts'
import { testPasses } from './operators/test-passes.ts'

/** Why a definition matched, or didn't: each of its tests in their order, and the value that it saw. */
export interface Match {
  readonly matched: boolean
  readonly why: readonly {
    readonly test: Test
    /** Null: the field isn't there. */
    readonly value: string | number | boolean | object | null
    readonly passed: boolean
  }[]
}

/**
 * Whether a happening is what a definition is about (CONTRACT §12): the same answer in every browser and on the server. Any JSON may
 * come in, and nothing is thrown: a condition that is none does not hold. Whether it fires (`fire`, `sampleRate`) is not asked here.
 */
export const match = (
  { triggerType, routing, when }: Pick<BrowserDefinition, 'triggerType' | 'routing' | 'when'>,
  happening: Happening,
): Match => {
  const why: Match['why'][number][] = []
  const passes = (test: Test): boolean => {
    const field = fieldOf(test.field, happening, routing)
    const passed = testPasses(test, field)
    why.push({ test, value: (field[0] as Match['why'][number]['value'] | undefined) ?? null, passed })
    return passed
  }
  const isMeant = triggerType === happening?.triggerType
  return { matched: isMeant && conditionHolds(when ?? { all: [] }, passes), why }
}

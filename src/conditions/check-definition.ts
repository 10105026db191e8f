import type { Problem } from './problem.ts'

/** What is wrong with a definition: errors refuse it, warnings are told and let it pass. */
export interface DefinitionCheck {
  readonly errors: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** An event definition as somebody wants to save it; any JSON may stand in the payload. */
export interface DraftDefinition {
  readonly triggerType: string
  /** `LOG` if absent. */
  readonly sink?: 'LOG' | 'DATABASE' | undefined
  readonly triggerPayload?: unknown
}

export interface CheckSettings {
  /** Whether a CSS parser takes it; gives what is wrong with it, or undefined. */
  readonly selectorError: (selector: string) => string | undefined
}

/** Whether a definition can work (CONTRACT §12, *What is refused*): fields are named as `triggerPayload.when.all[1].op`. */
export function checkDefinition(_draft: DraftDefinition, _settings: CheckSettings): DefinitionCheck {
  return { errors: [], warnings: [] }
}

import { BROWSER_TRIGGERS, isBrowserTrigger } from './browser-triggers.ts'
import { checkBusinessPayload } from './checks/check-business-payload.ts'
import { checkPayload } from './checks/check-payload.ts'
import { Findings } from './checks/findings.ts'
import type { LookSettings } from './checks/look-at-test.ts'
import type { Problem } from './problem.ts'

/** What is wrong with a definition: errors refuse it, warnings are told and let it pass. */
export interface DefinitionCheck {
  readonly errors: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** An event definition as somebody wants to save it; any JSON may stand in the payload. */
export interface DraftDefinition {
  readonly triggerType: string
  /** Where its occurrences go. Absent: where the trigger type's go. */
  readonly sink?: 'LOG' | 'DATABASE' | undefined
  readonly triggerPayload?: unknown
}

export interface CheckSettings extends LookSettings {
  /** The trigger types that have a strategy of the business, such as `PURCHASE`. */
  readonly businessTriggers: readonly string[]
}

/** Mass behaviour: where it goes is a log's work. */
const MASS_TRIGGERS = ['PAGE_VIEW', 'SCROLL_DEPTH']

/** Whether a definition can work (CONTRACT §12, *What is refused*); fields are named as `triggerPayload.when.all[1].op`. */
export function checkDefinition(draft: DraftDefinition, settings: CheckSettings): DefinitionCheck {
  const { triggerType, sink, triggerPayload = {} } = draft
  const findings = new Findings()
  const isBrowsers = isBrowserTrigger(triggerType)
  const isBusiness = settings.businessTriggers.includes(triggerType)
  if (isBrowsers && isBusiness) {
    findings.refuse(
      'triggerType',
      `${triggerType} is sent by browsers, and can't have a strategy of the business`,
    )
  }
  if (isBrowsers) {
    checkPayload(triggerPayload, triggerType, settings, findings)
    if (sink === 'DATABASE' && MASS_TRIGGERS.includes(triggerType)) {
      findings.warn(
        'sink',
        `${triggerType} happens with every visitor: mass behaviour belongs in the log (LOG)`,
      )
    }
  } else {
    checkBusinessPayload(triggerPayload, findings)
    if (sink === 'LOG') {
      findings.refuse(
        'sink',
        `only ${BROWSER_TRIGGERS.join(', ')} go to the log alone: ${triggerType} needs DATABASE`,
      )
    }
    if (!isBusiness) {
      findings.warn('triggerType', `${triggerType} has no strategy: nothing that is sent for it is recorded`)
    }
  }
  return findings
}

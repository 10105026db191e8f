import type { BrowserDefinition } from '../../conditions/browser-definition.ts'
import { conditionHolds } from '../../conditions/condition-holds.ts'
import { fetch, now } from './pristine.ts'
import { isRunning } from './running.ts'
import { endpoint, script, site } from './settings.ts'
import { token } from './user.ts'

/** A definition, with the fields that make a page another one for it: those of the URL, and all that it tests. */
export interface Rule extends BrowserDefinition {
  readonly urlFields: readonly string[]
}

/** What makes a page another one, whatever is tested of it. */
export const PAGE_FIELDS = ['url.host', 'url.path']

/** Undefined until the first answer. */
export let rules: readonly Rule[] | undefined

/** What the tests of any rule have asked of elements; `visible`: of elements that come into view. */
export const selectors = new Set<string>()
export const visible = new Set<string>()
export const attributes = new Set<string>()

/** Epoch ms. */
let freshUntil = 0
const REFRESH_AFTER_MS = 10_000

/**
 * Asks which definitions apply to the user, unless the last answer still counts and this is not urgent. That one stays until there is a
 * newer one. The answer says that it is to be asked for each time; the browser sends its ETag along, and has what that is of.
 */
export const refreshDefinitions = async (isUrgent?: boolean): Promise<void> => {
  if (!isRunning || document.hidden || !(isUrgent || now() > freshUntil)) return
  const asked = token
  freshUntil = now() + REFRESH_AFTER_MS
  try {
    const response = await fetch(`${endpoint}v1/events/active?site=${site}`, {
      headers: asked ? { authorization: `Bearer ${asked}` } : {},
    })
    const { definitions, refreshAfterMs } = await response.json()
    // Meanwhile somebody else may have logged in.
    if (asked !== token) return
    rules = definitions.flatMap(ruleOf)
    freshUntil = now() + refreshAfterMs
  } catch {}
}

/** None if this browser takes a selector of the definition for none: then it is off, and the others go on. */
const ruleOf = (definition: BrowserDefinition): Rule[] => {
  const { id, triggerType, when } = definition
  const urlFields = [...PAGE_FIELDS]
  try {
    conditionHolds(when!, ({ field, op, value }) => {
      const [, attribute] = field.split('element.attribute.')
      if (op === 'selector') {
        script.matches(value as string)
        selectors.add(value as string)
        if (triggerType === 'ELEMENT_VISIBLE') visible.add(value as string)
      }
      // What is typed into a field may stand in its attribute as well.
      if (attribute && attribute !== 'value') attributes.add(attribute)
      urlFields.push(field)
      return true
    })
    return [{ ...definition, urlFields }]
  } catch (error) {
    // Once for a page: this is asked again and again.
    if (!rules) console.warn('axon:', id, error)
    return []
  }
}

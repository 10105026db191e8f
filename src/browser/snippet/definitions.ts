import type { BrowserDefinition } from '../../conditions/browser-definition.ts'
import type { Test } from '../../conditions/condition.ts'
import { conditionHolds } from '../../conditions/condition-holds.ts'
import { fetch, now } from './pristine.ts'
import { isRunning } from './running.ts'
import { endpoint, site } from './settings.ts'
import { token } from './user.ts'

/** A definition, with all its tests in a row. */
export interface Rule extends BrowserDefinition {
  readonly tests: readonly Test[]
}

/** A window that is focused mostly becomes visible as well. */
const NOT_AGAIN_WITHIN_MS = 500

/** Undefined until the first answer. */
export let rules: readonly Rule[] | undefined

/** What the tests of any rule ask of elements. */
export let selectors = new Set<string>()
export let attributes = new Set<string>()

let etag: string | null = null
let asked: string | undefined
let askedAt = 0
let refreshAfterMs = 10_000
let onRules: () => void
const reported: Record<number, boolean> = {}

/** Who hears of new definitions. */
export function onDefinitions(listener: () => void): void {
  onRules = listener
}

/** Asks which definitions apply to the user, unless that was asked within `freshMs`. The last good answer stays until there is a newer one. */
export async function refreshDefinitions(freshMs = NOT_AGAIN_WITHIN_MS): Promise<void> {
  if (!isRunning || document.hidden || (asked === token && now() - askedAt < freshMs)) return
  const as = token
  asked = as
  askedAt = now()
  try {
    const response = await fetch(`${endpoint}v1/events/active?site=${site}`, {
      headers: as ? { authorization: `Bearer ${as}` } : {},
      cache: 'no-cache',
      credentials: 'omit',
    })
    const answered = response.headers.get('etag')
    const answer = response.ok && answered !== etag && (await response.json())
    // Meanwhile somebody else may have logged in.
    if (!answer || as !== token) return
    apply(answer.definitions)
    refreshAfterMs = answer.refreshAfterMs
    etag = answered
    onRules()
  } catch {}
}

/** As often as the server wishes, if this is called often. */
export const keepFresh = (): void => void refreshDefinitions(refreshAfterMs)

/** A definition with a selector that this browser takes for none is off, and the others go on. */
function apply(definitions: readonly BrowserDefinition[]): void {
  const usable: Rule[] = []
  selectors = new Set()
  attributes = new Set()
  for (const definition of definitions) {
    const tests: Test[] = []
    try {
      if (definition.when)
        conditionHolds(definition.when, (test) => {
          const { field, op, value } = test
          if (op === 'selector') {
            document.documentElement.matches(value as string)
            selectors.add(value as string)
          }
          const [, name] = field.split('element.attribute.')
          // What is typed into a field may stand in its attribute as well.
          if (name && name !== 'value') attributes.add(name)
          return !!tests.push(test)
        })
      usable.push({ ...definition, tests })
    } catch (error) {
      const { id } = definition
      if (!reported[id]) console.warn(`axon: event ${id} is off here:`, error)
      reported[id] = true
    }
  }
  rules = usable
}

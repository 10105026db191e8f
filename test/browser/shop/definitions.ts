import type { BrowserDefinition } from '../../../src/conditions/browser-definition.ts'
import type { Condition } from '../../../src/conditions/condition.ts'

type Settings = Partial<Omit<BrowserDefinition, 'id' | 'triggerType' | 'when'>>

/** Every page of a test has it: every page view. What a case says about page views without a number is about this one. */
export const VIEW = 1

/** What fences are made of: a view and a call that come after everything else. */
export const FENCE_VIEW = 901
export const FENCE_CALL = 902

const definition = (
  id: number,
  triggerType: BrowserDefinition['triggerType'],
  when?: Condition,
  settings: Settings = {},
): BrowserDefinition => ({
  id,
  name: `event ${id}`,
  revision: 1,
  triggerType,
  ...(when !== undefined && { when }),
  ...settings,
})

export const viewOf = (id: number, when?: Condition, settings?: Settings): BrowserDefinition =>
  definition(id, 'PAGE_VIEW', when, settings)

export const clickOn = (id: number, selector: string, settings?: Settings): BrowserDefinition =>
  definition(id, 'CLICK', { field: 'element', op: 'selector', value: selector }, settings)

export const clickIf = (id: number, when?: Condition, settings?: Settings): BrowserDefinition =>
  definition(id, 'CLICK', when, settings)

export const callOf = (id: number, name: string, settings?: Settings): BrowserDefinition =>
  definition(id, 'CUSTOM', { field: 'name', op: 'equals', value: name }, settings)

export const happening = definition

/** The path is this one; `path` as `url.path` says it. */
export const at = (path: string): Condition => ({ field: 'url.path', op: 'equals', value: path })

/** The whole address is this one. */
export const address = (url: string): Condition => ({ field: 'url', op: 'equals', value: url })

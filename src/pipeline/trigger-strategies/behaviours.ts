import type { TriggerStrategy } from './trigger-strategy.ts'

/** What people do on a page: saves the occurrence, and nothing follows from it (CONTRACT §12). */
const behaviour = (triggerType: string): TriggerStrategy => ({
  triggerType,
  needsUser: false,
  record: (occurrence, work) => work.saveOccurrence(occurrence),
})

export const pageView = behaviour('PAGE_VIEW')
export const click = behaviour('CLICK')
export const formSubmit = behaviour('FORM_SUBMIT')
export const scrollDepth = behaviour('SCROLL_DEPTH')
export const elementVisible = behaviour('ELEMENT_VISIBLE')
export const custom = behaviour('CUSTOM')

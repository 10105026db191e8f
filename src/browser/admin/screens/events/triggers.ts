import { BROWSER_TRIGGERS } from '../../../../conditions/browser-triggers.ts'

/** What the shop's servers tell of, and has a strategy; browsers can't send it. */
export const BUSINESS_TRIGGERS = ['PURCHASE', 'LOGIN_SUCCESS', 'SIGNUP'] as const

export const KNOWN_TRIGGERS = [...BROWSER_TRIGGERS, ...BUSINESS_TRIGGERS] as const
export type KnownTrigger = (typeof KNOWN_TRIGGERS)[number]

export const isKnownTrigger = (trigger: string): trigger is KnownTrigger =>
  KNOWN_TRIGGERS.some((known) => known === trigger)

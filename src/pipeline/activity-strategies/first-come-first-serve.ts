import { firstComeFirstServeRules } from '../../domain/first-come-first-serve-rules.ts'
import type { ActivityStrategy } from './activity-strategy.ts'

/** 선착순: who comes first, within period, limit and stock, gets it. */
export const firstComeFirstServe: ActivityStrategy = {
  activityType: 'FIRST_COME_FIRST_SERVE',
  process: (request, entries) => entries.enter(request, firstComeFirstServeRules),
}

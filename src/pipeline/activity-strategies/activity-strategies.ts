import type { ActivityStrategy } from './activity-strategy.ts'
import * as registered from './registered.ts'

/** The strategies by their activity type. */
export const activityStrategies: ReadonlyMap<string, ActivityStrategy> = new Map(
  Object.values(registered).map((strategy) => [strategy.activityType, strategy]),
)

import type { ActivityStrategy } from './activity-strategy.ts'
import { firstComeFirstServe } from './first-come-first-serve.ts'

/** Every activity type that has a strategy: a new one is a file beside this one and a line here. */
const strategies: readonly ActivityStrategy[] = [
  firstComeFirstServe, //
]

export const activityStrategies: ReadonlyMap<string, ActivityStrategy> = new Map(
  strategies.map((strategy) => [strategy.activityType, strategy]),
)

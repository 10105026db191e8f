import * as registered from './registered.ts'
import type { TriggerStrategy } from './trigger-strategy.ts'

/** The strategies by their trigger type. */
export const triggerStrategies: ReadonlyMap<string, TriggerStrategy> = new Map(
  Object.values(registered).map((strategy) => [strategy.triggerType, strategy]),
)

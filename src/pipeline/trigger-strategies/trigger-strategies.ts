import { loginSuccess } from './login-success.ts'
import { purchase } from './purchase.ts'
import { signup } from './signup.ts'
import type { TriggerStrategy } from './trigger-strategy.ts'

/** Every trigger type that has a strategy: a new one is a file beside this one and a line here. */
const strategies: readonly TriggerStrategy[] = [
  purchase, //
  loginSuccess,
  signup,
]

export const triggerStrategies: ReadonlyMap<string, TriggerStrategy> = new Map(
  strategies.map((strategy) => [strategy.triggerType, strategy]),
)

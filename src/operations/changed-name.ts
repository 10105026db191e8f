import type { Problem } from '../conditions/problem.ts'
import { SHORT_NAME, shortName } from '../domain/text/short-name.ts'

/**
 * A name that somebody gives to something, as it is stored, or what is wrong with it. One that is stored already may stay: seed files take
 * any.
 */
export function changedName(field: string, name: string, stored: string | undefined): string | Problem {
  if (name === stored) return name
  return shortName(name) ?? { field, message: `must be ${SHORT_NAME}` }
}

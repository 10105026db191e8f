import { idRule } from '../../messages/field-rules.ts'
import type { ActivityOnSale } from '../../reads/sale/activities-on-sale.ts'
import { invalidField } from '../problems/invalid-field.ts'
import { problem } from '../problems/problem.ts'
import type { Answer } from './answer.ts'
import type { Services } from './services.ts'

/** The id of a path, or the answer that it is none. */
export function idOfPath(text: string | undefined): number | Answer {
  return idRule.read(text) ?? invalidField('id', `must be ${idRule.mustBe}`)
}

export const unknownActivity = (id: number): Answer =>
  problem('UNKNOWN_ACTIVITY', { detail: `there is no activity ${id}` })

/** The activity, or the answer that there is none. */
export type KnownActivity = ActivityOnSale | { readonly refused: Answer }

/** The activity of a path as it stands. At once if it was read lately; rejects if the database does not answer. */
export function knownActivity(
  { activities }: Services,
  text: string | undefined,
): KnownActivity | Promise<KnownActivity> {
  const id = idOfPath(text)
  if (typeof id !== 'number') return { refused: id }
  const orRefused = (activity: ActivityOnSale | null): KnownActivity =>
    activity ?? { refused: unknownActivity(id) }
  const activity = activities.get(id)
  return activity instanceof Promise ? activity.then(orRefused) : orRefused(activity)
}

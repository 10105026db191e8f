import { behaviorDocument } from '../../behavior-log/document/behavior-document.ts'
import type { UrlCleaner } from '../../behavior-log/privacy/url-cleaner.ts'
import type { Sink } from '../../behavior-log/sink.ts'
import type { Outlet } from '../../intake/outlet.ts'
import { ACCEPTED, type ItemAnswer, refused } from './item-answer.ts'
import { type CheckedItem, ItemCheck } from './item-check.ts'
import type { KnownRevision, KnownRevisions } from './known-revisions.ts'
import { type MatchedItem, matchedItem, type Sender } from './matched-item.ts'
import { occurrenceMessage } from './occurrence-message.ts'
import { recordedAnswer } from './recorded-answer.ts'

/** What behaviours of browsers are taken with. */
export interface OccurrenceIntake {
  readonly revisions: Pick<KnownRevisions, 'get'>
  readonly cleaner: UrlCleaner
  readonly sink: Sink
}

/** What became of each item, in their order; or why nobody can tell, so that all of them are to be sent again. */
export type Taken = { readonly items: readonly ItemAnswer[] } | { readonly notTaken: string }

/**
 * Takes the items of one request (CONTRACT §14): each is checked and matched again, recorded in the database if its definition says so, and
 * kept in the behaviour log. Sending all of them again is safe: what was taken is known by its id.
 */
export async function takeOccurrences(
  { revisions, sink }: OccurrenceIntake,
  outlet: Outlet,
  { items, bodyText, sender }: { items: readonly unknown[]; bodyText: string; sender: Sender },
): Promise<Taken> {
  const form = new ItemCheck(bodyText)
  const checked = items.map((item) => form.check(item))
  const known = await revisionsOf(revisions, checked)
  if (!known) return { notTaken: 'the database does not answer' }
  const matched = checked.map((one, index) =>
    'answer' in one ? one : matchedItem(one, known[index]!, sender),
  )
  const answers = await recorded(outlet, matched)
  if (!answers) return { notTaken: 'it is not recorded' }
  const kept = matched.flatMap((one, index) =>
    'answer' in one || answers[index]!.outcome === 'refused' ? [] : [{ ...one, index }],
  )
  const documents = kept.map(({ behavior, url }) => behaviorDocument(behavior, url))
  const appended = documents.length === 0 ? null : await sink.append(documents)
  if (appended?.state === 'not_kept') return { notTaken: appended.why }
  const refusals = new Map(appended?.refused.map(({ document, reason }) => [document.id, reason]))
  for (const { behavior, index } of refusals.size > 0 ? kept : []) {
    const reason = refusals.get(behavior.id)
    if (reason !== undefined) answers[index] = refused('INVALID', reason)
  }
  return { items: answers }
}

type Checked = CheckedItem | { readonly answer: ItemAnswer }
type Matched = MatchedItem | { readonly answer: ItemAnswer }

/** In the order of the items, null where there is none. Null instead if they can't be read. */
async function revisionsOf(
  revisions: OccurrenceIntake['revisions'],
  checked: readonly Checked[],
): Promise<(KnownRevision | null)[] | null> {
  const found = checked.map((one) =>
    'answer' in one ? null : revisions.get({ eventId: one.eventId, revision: one.item.revision }),
  )
  const isAtOnce = !found.some((one) => one instanceof Promise)
  return isAtOnce ? (found as (KnownRevision | null)[]) : Promise.all(found).catch(() => null)
}

/** The answers as far as the database is asked; null if it did not take all that it was to record. */
async function recorded(outlet: Outlet, matched: readonly Matched[]): Promise<ItemAnswer[] | null> {
  const answers = matched.map((one) => {
    if ('answer' in one) return one.answer
    if (one.sink !== 'DATABASE') return ACCEPTED
    return outlet.offer(occurrenceMessage(one.behavior)).then(recordedAnswer)
  })
  if (!answers.some((answer) => answer instanceof Promise)) return answers as ItemAnswer[]
  const all = await Promise.all(answers)
  return all.some((answer) => answer === null) ? null : (all as ItemAnswer[])
}

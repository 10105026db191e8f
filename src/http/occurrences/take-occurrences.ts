import { behaviorDocument } from '../../behavior-log/document/behavior-document.ts'
import type { UrlCleaner } from '../../behavior-log/privacy/url-cleaner.ts'
import type { Sink } from '../../behavior-log/sink.ts'
import type { SinkDocument } from '../../behavior-log/sink-document.ts'
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

/** Items as they came. */
export interface SentItems {
  readonly items: readonly unknown[]
  /** What they came in. */
  readonly bodyText: string
  readonly sender: Sender
}

/**
 * Takes the items of one request (CONTRACT §14): each is checked and matched again, recorded in the database if its definition says so, and
 * kept in the behaviour log. Sending all of them again is safe: what was taken is known by its id.
 */
export const takeOccurrences = (
  { revisions, sink }: OccurrenceIntake,
  outlet: Outlet,
  sent: SentItems,
): Promise<Taken> =>
  // Not in one `async` function: it would hold all that was sent until it is kept, and collecting garbage would cost more than the rest.
  recorded(revisions, outlet, sent).then((done) => ('notTaken' in done ? done : kept(sink, done)))

/** What is left to do of the items of a request. */
interface Recorded {
  readonly answers: ItemAnswer[]
  readonly documents: readonly SinkDocument[]
  /** Of which item each document is. */
  readonly indexes: readonly number[]
}

async function recorded(
  revisions: OccurrenceIntake['revisions'],
  outlet: Outlet,
  { items, bodyText, sender }: SentItems,
): Promise<Recorded | { readonly notTaken: string }> {
  const form = new ItemCheck(bodyText)
  const checked = items.map((item) => form.check(item))
  const known = await revisionsOf(revisions, checked)
  if (!known) return { notTaken: 'the database does not answer' }
  const matched = checked.map((one, index) =>
    'answer' in one ? one : matchedItem(one, known[index]!, sender),
  )
  const answers = await answersOf(outlet, matched)
  if (!answers) return { notTaken: 'it is not recorded' }
  const documents: SinkDocument[] = []
  const indexes: number[] = []
  for (const [index, one] of matched.entries()) {
    if ('answer' in one || answers[index]!.outcome === 'refused') continue
    documents.push(behaviorDocument(one.behavior, one.url))
    indexes.push(index)
  }
  return { answers, documents, indexes }
}

async function kept(sink: Sink, { answers, documents, indexes }: Recorded): Promise<Taken> {
  if (documents.length === 0) return { items: answers }
  const appended = await sink.append(documents)
  if (appended.state === 'not_kept') return { notTaken: appended.why }
  for (const { document, reason } of appended.refused) {
    for (const [at, { id }] of documents.entries())
      if (id === document.id) answers[indexes[at]!] = refused('INVALID', reason)
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
async function answersOf(outlet: Outlet, matched: readonly Matched[]): Promise<ItemAnswer[] | null> {
  const answers = matched.map((one) => {
    if ('answer' in one) return one.answer
    if (one.sink !== 'DATABASE') return ACCEPTED
    return outlet.offer(occurrenceMessage(one.behavior)).then(recordedAnswer)
  })
  if (!answers.some((answer) => answer instanceof Promise)) return answers as ItemAnswer[]
  const all = await Promise.all(answers)
  return all.some((answer) => answer === null) ? null : (all as ItemAnswer[])
}

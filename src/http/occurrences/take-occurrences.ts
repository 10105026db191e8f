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

/** Not all is kept, so that all is to be sent again. `not_taken`: none of it is, nor will be, in the database or in the log. */
export interface NotAllTaken {
  readonly state: 'not_taken' | 'unknown'
  /** In words. */
  readonly why: string
}

/** What became of each item, in their order; or why nobody is told. */
export type Taken = { readonly items: readonly ItemAnswer[] } | NotAllTaken

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
): Promise<Taken> => {
  // While the log is away, what comes for it costs the entries next to nothing.
  const why = sink.turnAway(sent.items.length)
  if (why !== null) return Promise.resolve({ state: 'not_taken', why })
  // Not in one `async` function: it would hold all that was sent until it is kept, and collecting garbage would cost more than the rest.
  return recorded(revisions, outlet, sent).then((done) => ('state' in done ? done : kept(sink, done)))
}

/** What is left to do of the items of a request. */
interface Recorded {
  readonly answers: ItemAnswer[]
  /** Whether the database was asked for any of them. */
  readonly isInDatabase: boolean
  readonly documents: readonly SinkDocument[]
  /** Of which item each document is. */
  readonly indexes: readonly number[]
}

async function recorded(
  revisions: OccurrenceIntake['revisions'],
  outlet: Outlet,
  { items, bodyText, sender }: SentItems,
): Promise<Recorded | NotAllTaken> {
  const form = new ItemCheck(bodyText)
  const checked = items.map((item, index) => form.check(item, index))
  const known = await revisionsOf(revisions, checked)
  if (!known) return { state: 'not_taken', why: 'the database does not answer' }
  const matched = checked.map((one, index) =>
    'answer' in one ? one : matchedItem(one, known[index]!, sender),
  )
  const answers = await answersOf(outlet, matched)
  if ('state' in answers) return answers
  const documents: SinkDocument[] = []
  const indexes: number[] = []
  for (const [index, one] of matched.entries()) {
    if ('answer' in one || answers[index]!.outcome === 'refused') continue
    documents.push(behaviorDocument(one.behavior, one.url))
    indexes.push(index)
  }
  return { answers, isInDatabase: matched.some(isForDatabase), documents, indexes }
}

async function kept(sink: Sink, { answers, isInDatabase, documents, indexes }: Recorded): Promise<Taken> {
  if (documents.length === 0) return { items: answers }
  const appended = await sink.append(documents)
  if (appended.state === 'not_kept')
    return { state: isInDatabase || appended.mayBeKept ? 'unknown' : 'not_taken', why: appended.why }
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

const isForDatabase = (one: Matched): one is MatchedItem => 'sink' in one && one.sink === 'DATABASE'

/** The answers as far as the database is asked, if it took all that it was to record. */
async function answersOf(outlet: Outlet, matched: readonly Matched[]): Promise<ItemAnswer[] | NotAllTaken> {
  const answers = matched.map((one) => {
    if ('answer' in one) return one.answer
    if (!isForDatabase(one)) return ACCEPTED
    return outlet.offer(occurrenceMessage(one.behavior)).then(recordedAnswer)
  })
  if (!answers.some((answer) => answer instanceof Promise)) return answers as ItemAnswer[]
  const all = await Promise.all(answers)
  if (!all.some((answer) => typeof answer === 'string')) return all as ItemAnswer[]
  const isUntouched = all.every((answer, index) => answer === 'not_taken' || !isForDatabase(matched[index]!))
  return { state: isUntouched ? 'not_taken' : 'unknown', why: 'it is not recorded' }
}

import type { EventOccurrence } from '../../domain/event-occurrence.ts'
import type { Columns } from '../columns/column.ts'
import { deadLetterColumns, type KeptDeadLetter } from '../columns/dead-letter-columns.ts'
import { entryColumns, entryState } from '../columns/entry-columns.ts'
import { namesOf } from '../columns/names-of.ts'
import { browserOccurrenceColumns, occurrenceColumns } from '../columns/occurrence-columns.ts'
import { repeatedRequestColumns } from '../columns/repeated-request-columns.ts'
import { summaryColumns } from '../columns/summary-columns.ts'
import { setStatement } from './set-statement.ts'

/** Pieces taken from a product, and approvals added to an activity: id and number. */
type Counted = readonly [id: number, count: number]

const countedColumns = (id: string, count: string): Columns<Counted> => [
  { name: id, type: 'bigint', of: ([of]) => of },
  { name: count, type: 'bigint', of: ([, of]) => of },
]

/** SQL outside of a function can't raise an error of its own; a setting that nobody has made is one (42704). */
const raised = (message: string) => `current_setting(${message})`

/**
 * All that requests change: new entries, with ids in the order of the messages, and stored ones decided again; then what approvals and
 * occurrence requests do besides. Occurrences name their entries by their place in `ids`: the new ones first, each in its order.
 *
 * It fails if a product can't give what is taken, or if an entry is not saved: only a REJECTED one is ever updated.
 */
const saving = (name: string, columnsOfOccurrences: Columns<EventOccurrence>) =>
  setStatement(
    name,
    [
      entryColumns,
      entryColumns,
      countedColumns('product_id', 'quantity'),
      countedColumns('campaign_activity_id', 'added'),
      summaryColumns,
      columnsOfOccurrences,
      repeatedRequestColumns,
    ],
    (added, again, taken, approvals, summaries, occurrences, repeated) => `
  WITH inserted AS (
    INSERT INTO campaign_activity_entries (${added.names})
    SELECT ${added.unnested}
    RETURNING id, campaign_activity_id, user_id
  ), updated AS (
    UPDATE campaign_activity_entries AS entry
    SET ${entryState.map(({ name }) => `${name} = again.${name}`).join(', ')}
    FROM ${again.inOrderAs('again')}
    WHERE entry.campaign_activity_id = again.campaign_activity_id AND entry.user_id = again.user_id
      AND entry.status = 'REJECTED'
    RETURNING entry.id, entry.campaign_activity_id, entry.user_id, ordinal
  ), saved AS (
    SELECT (SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM inserted)
      || (SELECT coalesce(array_agg(id ORDER BY ordinal), '{}') FROM updated) AS ids
  ), taken AS (
    UPDATE products SET stock = stock - taken.quantity
    FROM ${taken.as('taken')}
    WHERE id = taken.product_id AND stock >= taken.quantity
    RETURNING id
  ), approvals AS (
    UPDATE campaign_activities SET approved_count = approved_count + approvals.added
    FROM ${approvals.as('approvals')}
    WHERE id = approvals.campaign_activity_id
  ), summaries AS (
    INSERT INTO user_summary AS stored (${summaries.names})
    SELECT ${summaries.unnested}
    ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET
      last_purchase_at = greatest(stored.last_purchase_at, excluded.last_purchase_at),
      last_login_at = greatest(stored.last_login_at, excluded.last_login_at)
  ), occurrences AS (
    INSERT INTO event_occurrences (${occurrences.names})
    SELECT ${occurrences.unnested.replace(/\S+(?= AS entry_id\b)/, '(SELECT ids FROM saved)[$&]')}
  ), repeated AS (
    INSERT INTO repeated_requests (${repeated.names})
    SELECT ${repeated.unnested}
  )
  SELECT ${raised(`format('stock guard: product %s can''t give %s', product_id, quantity)`)}
  FROM ${taken.as('wanted')}
  WHERE product_id NOT IN (SELECT id FROM taken)
  UNION ALL
  SELECT ${raised(`format('entry guard: (%s, %s) is not REJECTED', campaign_activity_id, user_id)`)}
  FROM (
    SELECT campaign_activity_id, user_id FROM ${added.as('added')}
    UNION ALL SELECT campaign_activity_id, user_id FROM ${again.as('again')}) AS wanted
  WHERE (SELECT cardinality(ids) FROM saved) <> ${added.count} + ${again.count}
    AND (campaign_activity_id, user_id) NOT IN (
      SELECT campaign_activity_id, user_id FROM inserted
      UNION ALL SELECT campaign_activity_id, user_id FROM updated)`,
  )

export const saveChanges = saving('save-changes', occurrenceColumns)

/** Where some of the occurrences came from a browser. */
export const saveBrowserChanges = saving('save-browser-changes', browserOccurrenceColumns)

/** A dead letter, and under which name another message that stood at its position is kept (null: none can). */
type KeptAside = KeptDeadLetter & { readonly asideName: string | null }

const keptColumns: Columns<KeptAside> = [
  ...deadLetterColumns,
  { name: 'aside_name', type: 'text', of: ({ asideName }) => asideName },
]

const failedAgainColumns: Columns<KeptDeadLetter> = [
  { name: 'id', type: 'bigint', of: ({ request }) => request.deadLetterId },
  { name: 'reason', type: 'text', of: ({ deadLetter }) => deadLetter.reason },
  { name: 'error', type: 'text', of: ({ deadLetter }) => deadLetter.error },
]

const idColumns: Columns<number> = [{ name: 'id', type: 'bigint', of: (id) => id }]

/**
 * New dead letters, retried ones that failed again, and those that went through. When a changed file is read again, another
 * message stood at this position: it keeps its row, under another source name, before the new one is inserted (hence the count).
 * Rows that are there already are left out, not just skipped as conflicts: a conflict uses up an id.
 */
export const saveDeadLetters = setStatement(
  'save-dead-letters',
  [keptColumns, failedAgainColumns, idColumns],
  (kept, again, retried) => `
  WITH kept AS (
    SELECT * FROM ${kept.inOrderAs('kept')}
  ), aside AS (
    UPDATE dead_letters AS changed SET source = kept.aside_name
    FROM kept
    WHERE kept.aside_name IS NOT NULL AND changed.source = kept.source AND changed.partition = kept.partition
      AND changed."offset" = kept."offset" AND changed.payload IS DISTINCT FROM kept.payload
    RETURNING changed.source, changed.partition, changed."offset"
  ), positioned AS (
    INSERT INTO source_offsets AS stored (source, partition, next_offset)
    SELECT source, partition, max("offset") + 1 FROM aside GROUP BY source, partition
    ON CONFLICT (source, partition) DO UPDATE SET next_offset = greatest(stored.next_offset, excluded.next_offset)
  ), inserted AS (
    INSERT INTO dead_letters (${namesOf(deadLetterColumns)})
    SELECT ${namesOf(deadLetterColumns)}
    FROM kept
    WHERE (SELECT count(*) FROM aside) >= 0 AND NOT (aside_name IS NOT NULL AND EXISTS (
      SELECT FROM dead_letters AS known
      WHERE known.source = kept.source AND known.partition = kept.partition
        AND known."offset" = kept."offset" AND known.payload IS NOT DISTINCT FROM kept.payload))
    ORDER BY ordinal
    ON CONFLICT (source, partition, "offset") DO NOTHING
  ), failed_again AS (
    UPDATE dead_letters AS letter SET reason = again.reason, error = again.error
    FROM ${again.as('again')}
    WHERE letter.id = again.id
  )
  UPDATE dead_letters AS letter SET status = 'RETRIED'
  FROM ${retried.as('retried')}
  WHERE letter.id = retried.id`,
)

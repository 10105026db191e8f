/** What the migrations are to give to the rows that were there before: each query selects rows that have something else. */
export const missingValues: Readonly<Record<string, string>> = {
  'activities that take another quantity than 1':
    'SELECT id FROM campaign_activities WHERE max_quantity <> 1',
  'occurrences that say something of a browser': `
    SELECT id FROM event_occurrences
    WHERE event_revision IS NOT NULL OR received_at IS NOT NULL OR sent_occurred_at IS NOT NULL
       OR anonymous_id IS NOT NULL OR session_id IS NOT NULL`,
  'events that are not as they were': `
    SELECT id FROM events
    WHERE revision <> 1 OR sink <> 'DATABASE' OR site_id IS NOT NULL OR starts_at IS NOT NULL OR ends_at IS NOT NULL`,
  'events whose first revision does not say what they are': `
    SELECT id FROM events LEFT JOIN event_revisions ON event_id = id AND event_revisions.revision = 1
    WHERE saved_by IS DISTINCT FROM 'upgrade'
       OR CAST(definition ->> 'id' AS text) <> CAST(id AS text) OR CAST(definition ->> 'name' AS text) <> name
       OR CAST(definition ->> 'description' AS text) IS DISTINCT FROM description
       OR CAST(definition ->> 'triggerType' AS text) <> trigger_type OR CAST(definition ->> 'status' AS text) <> status
       OR CAST(definition -> 'triggerPayload' AS text) <> CAST(trigger_payload AS text)`,
}

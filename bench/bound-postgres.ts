import pg from 'pg'
import { idsOfBatch, type NewRows } from './plain/new-rows.ts'
import { postgresClient } from './plain/postgres-client.ts'

/**
 * The least that the server needs for what a replay writes: the rows that one left, given to a database like the one that it began with, batch for
 * batch, at the same durability. They lie on the server already: no message is read, decoded, checked or decided, no row is looked up, and
 * nothing is sent. Prints the seconds that the transactions took.
 *
 *     tsx bench/bound-postgres.ts DATABASE_URL FINISHED_URL BATCH_SIZE
 *
 * DATABASE_URL was seeded by `axon seed`, and may hold entries; FINISHED_URL is a copy of it after a replay.
 */
const [, , connectionString = '', finishedUrl = '', batchSize = '5000'] = process.argv
const { client, run } = await postgresClient(connectionString)
const finished = new pg.Client({ connectionString: finishedUrl })
await finished.connect()

const newEntries = await brought('campaign_activity_entries', 'new_entries')
const newOccurrences = await brought('event_occurrences', 'new_occurrences')
await client.query('VACUUM ANALYZE')
await client.query('CHECKPOINT')

const WRITES: readonly (readonly [of: NewRows, text: string])[] = [
  [newEntries, 'INSERT INTO campaign_activity_entries SELECT * FROM new_entries WHERE id > $1 AND id <= $2'],
  [
    newOccurrences,
    `INSERT INTO user_summary AS stored (user_id, last_purchase_at)
     SELECT user_id, max(occurred_at) FROM new_occurrences WHERE id > $1 AND id <= $2 GROUP BY user_id ORDER BY user_id
     ON CONFLICT (user_id) DO UPDATE SET last_purchase_at = greatest(stored.last_purchase_at, excluded.last_purchase_at)`,
  ],
  [newOccurrences, 'INSERT INTO event_occurrences SELECT * FROM new_occurrences WHERE id > $1 AND id <= $2'],
]
const batches = Math.ceil(newEntries.count / Number(batchSize))

const startedAt = performance.now()
for (let batch = 0; batch < batches; batch += 1) {
  const write = ([rows, text]: (typeof WRITES)[number], index: number) =>
    run(`write-${index}`, text, idsOfBatch(rows, batch, batches))
  await Promise.all([client.query('BEGIN'), ...WRITES.map(write), client.query('COMMIT')])
}
console.log((performance.now() - startedAt) / 1_000)
await Promise.all([client.end(), finished.end()])

/** Brings the rows of `table` that only the finished database has into a table of their own, in the order of ids. */
async function brought(table: string, name: string): Promise<NewRows> {
  const lastId = `SELECT coalesce(max(id), 0)::float8 AS last FROM ${table}`
  const after = (await client.query(lastId)).rows[0].last
  const last = (await finished.query(lastId)).rows[0].last
  await client.query(`CREATE UNLOGGED TABLE ${name} (LIKE ${table} INCLUDING GENERATED, PRIMARY KEY (id))`)
  for (let at = after; at < last; at += Number(batchSize)) {
    const read = `SELECT json_agg(taken)::text AS rows FROM (SELECT * FROM ${table} WHERE id > $1 AND id <= $2 ORDER BY id) AS taken`
    const { rows } = (await finished.query(read, [at, at + Number(batchSize)])).rows[0]
    await client.query(`INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
      rows,
    ])
  }
  return { after, count: last - after }
}

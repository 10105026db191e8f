import pg from 'pg'

/**
 * Look-ups by key that come as arrays: planned once, by index, whatever the planner knows of tables that are new. Statements that
 * need no answer of one before go out at once.
 */
const OPTIONS = '-c jit=off -c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c work_mem=32MB'

/** A connection of the plain programs, and how they run a prepared statement on it. */
export async function postgresClient(connectionString: string) {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number)
  pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
  const client = new pg.Client({ connectionString, options: OPTIONS, pipeline: true })
  await client.connect()
  const run = async <Row extends pg.QueryResultRow>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<Row[]> => (await client.query<Row>({ name, text, values })).rows
  return { client, run }
}

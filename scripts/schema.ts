import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestDatabase, startTestDatabases } from '../services/test-database.ts'
import { packageRoot } from '../src/package-root.ts'
import { postgresSchema, sqliteSchema } from './schema-dump.ts'

/** Writes `docs/schema.sqlite.sql` and `docs/schema.postgres.sql`: what the migrations make of an empty database. */
const docs = join(packageRoot, 'docs')
const server = await startTestDatabases()
try {
  const { url, drop } = await createTestDatabase(server.adminUrl)
  await writeFile(join(docs, 'schema.sqlite.sql'), await sqliteSchema())
  await writeFile(join(docs, 'schema.postgres.sql'), await postgresSchema(url))
  await drop()
} finally {
  await server.stop()
}

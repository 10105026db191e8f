import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { postgresSchema, sqliteSchema } from '../scripts/schema-dump.ts'
import { createTestDatabase } from '../services/test-database.ts'
import { packageRoot } from '../src/package-root.ts'

const documented = (name: string): Promise<string> => readFile(join(packageRoot, 'docs', name), 'utf8')

it('docs/schema.sqlite.sql is what the migrations make (`npm run schema`)', async () => {
  expect(await sqliteSchema()).toBe(await documented('schema.sqlite.sql'))
})

it('docs/schema.postgres.sql is what the migrations make (`npm run schema`)', async () => {
  const { url, drop } = await createTestDatabase(inject('postgresAdminUrl'))
  try {
    expect(await postgresSchema(url)).toBe(await documented('schema.postgres.sql'))
  } finally {
    await drop()
  }
})

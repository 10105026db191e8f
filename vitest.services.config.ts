import { defineConfig } from 'vitest/config'
import { reportingOf } from './test/ci-reporting.ts'

/** What needs a Kafka broker (Java and Maven bring it up), a terminal (tmux), a pooler (pgbouncer) or certificates (openssl): required, never skipped. */
export default defineConfig({
  test: {
    include: ['{src,test,services}/**/*.services.test.{ts,tsx}'],
    globalSetup: ['test/global-setup.ts', 'test/services-setup.ts'],
    ...reportingOf('services'),
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    expect: { poll: { timeout: 20_000 } },
    env: { NODE_ENV: 'production', NO_COLOR: '1' },
  },
})

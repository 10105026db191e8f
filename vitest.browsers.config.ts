import { defineConfig } from 'vitest/config'
import { reportingOf } from './test/ci-reporting.ts'

/** What needs browsers: Chromium, Firefox and WebKit, each required, never skipped. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browsers.test.ts'],
    ...reportingOf('browsers'),
    // Three browsers mostly wait for each other's page loads: together they take little longer than the slowest.
    maxWorkers: 3,
    // What waits in vain says so sooner: this is for a machine that does much else.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    env: { NODE_ENV: 'production', NO_COLOR: '1' },
  },
})

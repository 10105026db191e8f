import { appendFileSync } from 'node:fs'
import type { Reporter, TestCase } from 'vitest/node'

/** What waits in vain, on a machine that does much else, is tried once more in CI. A wrong answer is not: that fails at once. */
export const retryOfTimeOuts = process.env.CI
  ? { count: 1, condition: /timed out|in vain|did not succeed in time|within \d+ ms/i }
  : 0

/** Says which tests passed only then: to a file, whose lines CI repeats at its end. */
export class SecondAttempts implements Reporter {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  onTestCaseResult(test: TestCase): void {
    if (!test.diagnostic()?.flaky) return
    const errors = test.result().errors?.map(({ message }) => message.split('\n')[0]!.slice(0, 200)) ?? []
    appendFileSync(
      this.#file,
      `${[`${test.module.relativeModuleId} > ${test.fullName}`, ...errors].join('\n    ')}\n`,
    )
  }
}

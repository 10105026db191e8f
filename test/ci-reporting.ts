import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'

const FOLDER = '.test-results'
/** As tests here say it of time that is up. A failed `expect.poll` says only what it found, and fails at once. */
const IN_VAIN = /timed out|in vain|within \d+ ms|Timeout \d+ms exceeded/i
/** Of an error's message: a browser's names first what it did, then what it waited for. */
const LINES_SAID = 8

/** Writes what CI says at its end, for people: a test or file a line, with how each error begins below it. */
class CiReporter implements Reporter {
  onInit(): void {
    mkdirSync(FOLDER, { recursive: true })
  }

  onTestModuleEnd(module: TestModule): void {
    if (module.errors().length > 0) say('failures', module.relativeModuleId, module.errors())
  }

  onTestSuiteResult(suite: TestSuite): void {
    if (suite.errors().length > 0) say('failures', nameOf(suite), suite.errors())
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors = [] } = test.result()
    if (state === 'failed') say('failures', nameOf(test), errors)
    if (test.diagnostic()?.flaky) say('second-attempts', nameOf(test), errors)
  }
}

/**
 * How a suite reports; its results in CI are `.test-results/SUITE.json`. What waits in vain, on a machine that does much else, is tried once
 * more there, and said. A wrong answer is not: that fails at once.
 */
export const reportingOf = (suite: string) =>
  process.env.CI
    ? {
        reporters: ['default', 'json', new CiReporter()],
        outputFile: { json: join(FOLDER, `${suite}.json`) },
        retry: { count: 1, condition: IN_VAIN },
      }
    : { reporters: ['default'] }

const nameOf = ({ module, fullName }: TestCase | TestSuite): string =>
  `${module.relativeModuleId} > ${fullName}`

function say(file: string, what: string, errors: readonly { readonly message: string }[]): void {
  const lines = errors.flatMap(({ message }) => message.split('\n', LINES_SAID))
  const reasons = lines.map((line) => `    ${stripVTControlCharacters(line).slice(0, 200)}\n`)
  appendFileSync(join(FOLDER, `${file}.txt`), `${what}\n${reasons.join('')}`)
}

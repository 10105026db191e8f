// count-tests.mjs REPORT FAILURES: prints how many tests of vitest's JSON report passed and failed, and appends to FAILURES each
// that failed, with its file and the first lines of its error. A file that could not be loaded counts as one.
import { appendFileSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

const [reportFile, failuresFile] = process.argv.slice(2)
let report
try {
  report = JSON.parse(readFileSync(reportFile, 'utf8'))
} catch (error) {
  appendFileSync(failuresFile, `${reportFile} can't be read: ${error.message}\n`)
  console.log('0 1')
  process.exit()
}

const failures = report.testResults.flatMap((file) => {
  const name = relative('.', file.name)
  const tests = file.assertionResults.filter((test) => test.status === 'failed')
  if (tests.length === 0 && file.status === 'failed') return [`${name}\n${firstLines(file.message)}`]
  return tests.map((test) => `${name} > ${test.fullName}\n${firstLines(test.failureMessages.join('\n'))}`)
})
for (const failure of failures) appendFileSync(failuresFile, `${failure}\n`)
console.log(report.numPassedTests, failures.length)

function firstLines(text) {
  return text
    .split('\n')
    .slice(0, 6)
    .map((line) => `    ${line.slice(0, 200)}`)
    .join('\n')
}

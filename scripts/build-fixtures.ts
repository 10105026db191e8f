import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flashSaleLines } from '../fixtures/flash-sale.ts'
import { mixedLines } from '../fixtures/mixed.ts'
import { DEAD_LETTER_REASONS, REJECT_REASONS } from '../src/domain/outcome.ts'
import { packageRoot } from '../src/package-root.ts'

/** Writes `flash-sale.jsonl`, `mixed.jsonl` and the table of `fixtures/README.md`. */
const folder = join(packageRoot, 'fixtures')
const flashSale = flashSaleLines()
writeFileSync(join(folder, 'flash-sale.jsonl'), `${flashSale.join('\n')}\n`)
const newline = Buffer.from('\n')
const blankLine = Buffer.from(' \t\r\n')
writeFileSync(
  join(folder, 'mixed.jsonl'),
  Buffer.concat(
    mixedLines.flatMap(({ bytes }, index) => [bytes, newline, ...(index === 20 ? [blankLine] : [])]),
  ),
)

const row = (outcome: string, reason: string, inFlashSale: number): string => {
  const name = outcome === 'dead_letter' ? 'deadLetter' : outcome
  const inMixed = mixedLines.filter((line) => line.outcome === name && (line.reason ?? '') === reason).length
  const cells = [`\`${outcome}\``, reason && `\`${reason}\``, inFlashSale, inMixed]
  return `| ${cells.join(' | ')} |`
}
const table = [
  '| outcome | reason | flash-sale.jsonl | mixed.jsonl |',
  '| --- | --- | ---: | ---: |',
  row('approved', '', 100),
  ...REJECT_REASONS.map((reason) => row('rejected', reason, reason === 'LIMIT_REACHED' ? 200 : 0)),
  row('duplicate', '', 0),
  row('recorded', '', 0),
  ...DEAD_LETTER_REASONS.map((reason) => row('dead_letter', reason, 0)),
].join('\n')
const readme = join(folder, 'README.md')
const marked = /(<!-- counts -->\n)[\s\S]*?(<!-- \/counts -->)/
writeFileSync(
  readme,
  readFileSync(readme, 'utf8').replace(marked, (_, before, after) => `${before}${table}\n${after}`),
)

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { problems as english } from '../../../src/browser/admin/texts/en/problems.ts'
import { findings } from '../../../src/browser/admin/texts/ko/findings.ts'
import { problems as korean } from '../../../src/browser/admin/texts/ko/problems.ts'
import { rules } from '../../../src/browser/admin/texts/ko/rules.ts'
import { PROBLEMS } from '../../../src/http/problems/problems.ts'
import * as fieldRules from '../../../src/messages/field-rules.ts'
import * as seedFields from '../../../src/operations/seed/seed-fields.ts'
import { SEED_ROWS } from '../../../src/operations/seed/seed-schema.ts'
import { packageRoot } from '../../../src/package-root.ts'

/** What only users, browsers of the shop and its servers are told, on the other port. */
const OF_THE_SHOP: readonly string[] = [
  'INVALID_TOKEN',
  'TOKEN_EXPIRED',
  'UNKNOWN_SITE',
  'UNKNOWN_ACTIVITY',
  'NOT_OPEN',
  'REJECTED',
  'NO_PRODUCT',
  'QUANTITY_TOO_LARGE',
  'UNKNOWN_PRODUCT',
  'HANDLER_ERROR',
]

it('has words for every answer that the service may give it', () => {
  const codes = Object.keys(PROBLEMS).filter((code) => !OF_THE_SHOP.includes(code))
  expect(codes.filter((code) => !(code in english && code in korean))).toEqual([])
})

/** The rules that fields have, as they complete "must be …". */
const mustBe = Object.values<unknown>({ ...fieldRules, ...seedFields }).flatMap((rule) =>
  rule instanceof Object && 'mustBe' in rule ? [String(rule.mustBe)] : [],
)

/** What is put into messages that matters for how they are told; everything else is `7`. */
const PUT_IN: readonly (readonly [RegExp, string])[] = [
  [/\$\{JSON\.stringify\(triggerType\)\}/, '"7"'],
  [/\$\{missing\}/, 'there is no such site: 7'],
  [/\$\{cure\}/, 'there are: 7'],
  [/\$\{SHORT_NAME\}/, "1 to 7 characters, and none that can't be seen"],
  [/\$\{instantRule\.mustBe\}/, fieldRules.instantRule.mustBe],
  [/(?<=a stock that )\$\{message\}/, 'must be at least 7: so many were sold'],
  [/\$\{[^}]*\}/g, '7'],
]

/** What stands in these sources as a message, or is handed on as one; what they put in is `7`. */
function written(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test)\.ts$/.test(file))
      .flatMap((file) => {
        const text = readFileSync(join(packageRoot, folder, file), 'utf8')
        const found = text.matchAll(
          /(?:\bmessage(?: =|:)\s*|\brefusedRow\([^`']*?(?:'\w+'),\s*|\bwhy: .*?)(?:'((?:[^'\\\n]|\\.)*)'|`([^`]*)`)/g,
        )
        return [...found].map(([, plain, template]) =>
          PUT_IN.reduce(
            (message, [given, value]) => message.replace(given, value),
            (plain ?? template ?? '').replace(/\\'/g, "'"),
          ),
        )
      })
      .filter((message) => message.includes(' ')),
  )
}

const isKorean = (message: string): boolean => [...findings, ...rules].some(([said]) => said.test(message))

it('says in Korean what may be wrong with a field', () => {
  expect(mustBe.length).toBeGreaterThan(8)
  const said = mustBe.flatMap((rule) => [`must be ${rule}, was "x"`, `is missing, must be ${rule}`])
  expect(said.filter((message) => !isKorean(message))).toEqual([])
  const empty = SEED_ROWS.campaignActivities.safeParse({ status: 'NO', limitCount: -1, name: '\u0000' })
  const issues = empty.error!.issues.map(({ message }) => message)
  expect(issues.length).toBeGreaterThan(5)
  expect(issues.filter((message) => !isKorean(message))).toEqual([])
})

it('says in Korean why the service refuses a change', () => {
  const messages = written(
    'src/operations/shop',
    'src/operations/events',
    'src/operations/keys',
    'src/operations/sites',
    'src/http/admin-routes',
  )
  expect(messages.length).toBeGreaterThan(12)
  expect(messages.filter((message) => !isKorean(message))).toEqual([])
})

import { expect, it } from 'vitest'
import {
  DEAD_LETTER_REASONS,
  type DeadLetter,
  type Outcome,
  REJECT_REASONS,
} from '../../src/domain/outcome.ts'
import { decodeMessage } from '../../src/messages/decode-message.ts'
import type { Message, MessageKind } from '../../src/messages/message.ts'
import { MessageFields } from '../../src/messages/message-fields.ts'
import { readCommand } from '../../src/messages/read-command.ts'
import { readOccurrenceRequest } from '../../src/messages/read-occurrence-request.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { BatchWriter } from '../../src/pipeline/commit/batch-writer.ts'
import { MAX_MESSAGE_BYTES } from '../../src/pipeline/source-slice.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { sliceOf } from '../slice-of.ts'
import { Markdown, quotedIn } from './markdown.ts'

const page = Markdown.of('docs/messages.md')
const RECORD_TIME = Date.parse('2026-05-01T10:00:00Z')

const decode = (json: string, kind: MessageKind | null = null): Message | DeadLetter =>
  decodeMessage({ value: Buffer.from(json), recordTime: RECORD_TIME }, kind)

const KINDS = [
  { kind: 'command', title: 'Campaign-activity command', read: readCommand },
  { kind: 'occurrence', title: 'Event-occurrence request', read: readOccurrenceRequest },
] as const

it.each(KINDS)('lists every field of a $kind that the code reads, and no other', ({ title, read }) => {
  const asked = new Set<string>()
  const object = new Proxy({}, { get: (_, name) => void asked.add(String(name)) })
  read(new MessageFields(object, '{}'), RECORD_TIME)
  const named = page.section(title).rows.map(([field = '']) => quotedIn(field)[0])
  expect(named.toSorted()).toEqual([...asked].toSorted())
})

it.each(KINDS)(
  'says which fields of a $kind are required: its least example has no other',
  ({ kind, title }) => {
    const section = page.section(title)
    const [least = '', whole = ''] = section.codeBlocks
      .filter(({ info }) => info === `json ${kind}`)
      .map(({ code }) => code)
    expect([decode(least), decode(whole)]).toMatchObject([{ kind }, { kind }])
    expect(Object.keys(JSON.parse(whole))).toEqual(section.rows.map(([field = '']) => quotedIn(field)[0]))
    for (const [field = '', , required = ''] of section.rows) {
      const { [quotedIn(field)[0]!]: left, ...others } = JSON.parse(least)
      if (left === undefined) expect(required).not.toBe('yes')
      else if (required === 'yes')
        expect(decode(JSON.stringify(others), kind)).toMatchObject({ reason: 'INVALID_MESSAGE' })
    }
  },
)

/** A field of each type of the table, in a message that is valid without it. */
const FIELD_OF_TYPE: Readonly<Record<string, readonly [MessageKind, field: string, others: string]>> = {
  id: ['command', 'productId', '"campaignActivityType": "F", "campaignActivityId": 1, "userId": 1'],
  instant: ['command', 'timestamp', '"campaignActivityType": "F", "campaignActivityId": 1, "userId": 1'],
  revision: ['occurrence', 'revision', '"triggerType": "PURCHASE"'],
  quantity: ['command', 'quantity', '"campaignActivityType": "F", "campaignActivityId": 1, "userId": 1'],
  price: ['command', 'price', '"campaignActivityType": "F", "campaignActivityId": 1, "userId": 1'],
  'text, not empty': ['command', 'campaignActivityType', '"campaignActivityId": 1, "userId": 1'],
  context: ['occurrence', 'context', '"triggerType": "PURCHASE"'],
}

const values = page
  .section('Types')
  .rows.flatMap(([type = '', taken = '', refused = '']) => [
    ...quotedIn(taken).map((value) => ({ type, value, is: 'taken' })),
    ...quotedIn(refused).map((value) => ({ type, value, is: 'refused' })),
  ])

it('has values of every type', () => {
  expect(new Set(values.map(({ type }) => type))).toEqual(new Set(Object.keys(FIELD_OF_TYPE)))
})

it.each(values)('$value as $type is $is', ({ type, value, is }) => {
  const [kind, field, others] = FIELD_OF_TYPE[type]!
  const decoded = decode(`{${others}, ${JSON.stringify(field)}: ${value}}`, kind)
  if (is === 'taken') expect(decoded).toMatchObject({ kind })
  else expect(decoded).toMatchObject({ reason: 'INVALID_MESSAGE', error: expect.stringContaining(field) })
})

const numberIn = (pattern: RegExp): number =>
  Number((pattern.exec(page.text) ?? expect.fail(`${pattern} is not on the page`))[1]!.replaceAll(' ', ''))

const nested = (levels: number): string => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`

it.each([
  {
    limit: 'characters of a pageUrl',
    most: numberIn(/text of at most ([\d ]+) characters/),
    field: 'pageUrl',
    of: (size: number) => JSON.stringify('🙂'.repeat(size)),
  },
  {
    limit: 'characters of a messageId',
    most: numberIn(/text of 1 to ([\d ]+) characters/),
    field: 'messageId',
    of: (size: number) => JSON.stringify('🙂'.repeat(size)),
  },
  {
    limit: 'bytes of a context',
    most: numberIn(/at most ([\d ]+) bytes as JSON/),
    field: 'context',
    of: (size: number) => JSON.stringify({ a: 'x'.repeat(size - 8) }),
  },
  {
    limit: 'levels of a context',
    most: numberIn(/bytes as JSON and ([\d ]+) levels/),
    field: 'context',
    of: nested,
  },
])('takes as many $limit as it says: $most', ({ most, field, of }) => {
  const message = (size: number) => `{"triggerType": "PURCHASE", "${field}": ${of(size)}}`
  expect(decode(message(most))).toMatchObject({ kind: 'occurrence' })
  expect(decode(message(most + 1))).toMatchObject({ reason: 'INVALID_MESSAGE' })
})

it('says how large a message may be', () => {
  expect(numberIn(/A message has at most ([\d ]+) bytes/)).toBe(MAX_MESSAGE_BYTES)
})

const examples = page.section('What becomes of it').rows.filter(([message = '']) => message.startsWith('`{'))

it('decides its examples as it says, one after the other, in the shop of the page on seed files', async () => {
  const database = await openDatabase('sqlite::memory:')
  const shop = Markdown.of('docs/seed-files.md').code('json seed')
  await seed(database, parseSeed(JSON.parse(shop), 'seed-files.md').seed, { reset: false })
  const outcomes: Outcome[] = []
  const writer = new BatchWriter(database, {
    retries: 0,
    listener: (event) => {
      if (event.type === 'batch-committed') outcomes.push(...event.decided.map(({ outcome }) => outcome))
    },
  })
  await writer.write([sliceOf(examples.map(([message = '']) => Buffer.from(message.slice(1, -1))))])
  await database.close()
  const shown = outcomes.map((outcome) =>
    ['reason' in outcome ? [outcome.outcome, outcome.reason] : [outcome.outcome]].flat(),
  )
  expect(shown).toEqual(examples.map(([, outcome = '']) => quotedIn(outcome)))
})

/** What no line of text in a table can be. */
const WITHOUT_EXAMPLE = ['EMPTY_MESSAGE', 'MESSAGE_TOO_LARGE', 'INVALID_ENCODING', 'HANDLER_ERROR']

it('explains every outcome and reason, and has an example of each that a line can have', () => {
  const explained = page
    .section('What becomes of it')
    .rows.flatMap(([name = '']) => (/^`\w+`$/.test(name) ? quotedIn(name) : []))
  const outcomes = ['approved', 'rejected', 'duplicate', 'recorded', 'dead_letter']
  expect(explained).toEqual([...outcomes, ...REJECT_REASONS, ...DEAD_LETTER_REASONS])
  const shown = new Set(examples.flatMap(([, outcome = '']) => quotedIn(outcome)))
  expect(explained.filter((name) => !shown.has(name)).toSorted()).toEqual(WITHOUT_EXAMPLE.toSorted())
})

import { expect, it } from 'vitest'
import { HaltError } from '../../domain/halt-error.ts'
import { exitCodeOf, haltLine } from './halt-line.ts'

it('says what was found, then what to do', () => {
  const missing = new HaltError('FILE_NOT_FOUND', { path: '/a.jsonl' })
  expect(haltLine(missing)).toBe('there is no file /a.jsonl: check the path.')
  expect(exitCodeOf(missing)).toBe(2)
})

it('says how to go on behind damage, where that is possible', () => {
  const damage = { name: 'a.gz', problem: 'cut off', place: 9, lines: 3 } as const
  const halt = (kind: 'gzip' | 'garbage', isResumed: boolean) =>
    haltLine(new HaltError('INPUT_DAMAGED', { ...damage, kind, isResumed }))
  expect(halt('gzip', true)).toBe(
    'a.gz: cut off at byte 9; the last whole line before it is line 3. Get a whole copy of the file and run the same command again: it goes on there (lines that came out of it garbled need --from-start).',
  )
  expect(halt('garbage', false)).toBe(
    'a.gz: cut off at byte 9; the last whole line before it is line 3. If no data is missing, cut the file off at byte 9; else get a whole copy and send the rest from line 4 on.',
  )
})

it('says what was lost where a topic no longer holds the stored position, and what goes on without it', () => {
  const gap = (nextOffset: number) =>
    haltLine(
      new HaltError('KAFKA_POSITION_LOST', { topic: 't', partition: 0, low: 5, high: 9, nextOffset }),
    ).replace(/^.* 5 to 9/, '')
  expect(gap(2)).toBe(
    ': messages 2 to 4 were deleted before they were processed; to go on from 5 without them, run with --accept-gap',
  )
  expect(gap(12)).toBe(
    ': was the topic deleted and created again? To read it from offset 5, run with --accept-gap',
  )
})

it('ends with the cure of what stopped the publishing of dead letters', () => {
  const cause = new HaltError('KAFKA_TOPIC_NOT_FOUND', { topic: 'letters', isRead: false })
  const halt = new HaltError(
    'DEAD_LETTERS_NOT_PUBLISHED',
    { topic: 'letters', reason: cause.message },
    { cause },
  )
  expect(haltLine(halt)).toBe(
    "dead letters can't be published to letters: the Kafka topic letters does not exist: create it first, Axon never creates topics",
  )
})

it('hints at TLS and SASL where brokers cut connections off', () => {
  const away = (isCutOff: boolean) =>
    haltLine(
      new HaltError('KAFKA_AWAY', {
        problem: 'Closed connection',
        isCutOff,
        isAdvertised: false,
        retries: 1,
      }),
    )
  expect(away(false)).toBe(
    "Kafka can't be reached: Closed connection: gave up after 1 retry: check --brokers and that the broker runs",
  )
  expect(away(true)).toContain(
    'Closed connection: if this goes on, check whether that port wants TLS (--ssl) or SASL',
  )
})

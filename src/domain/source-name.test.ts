import { describe, expect, it } from 'vitest'
import { SourceName } from './source-name.ts'

const topic = SourceName.of('kafka', 'axon.campaign-activity.command')
const file = SourceName.of('file', '/shop/day #1/requests.jsonl')
const stdin = SourceName.of('stdin', 'a1-b2')

describe('the name of a source', () => {
  it('is stored as its kind and what tells it apart', () => {
    expect([topic, file, stdin].map(({ text }) => text)).toEqual([
      'kafka:axon.campaign-activity.command',
      'file:/shop/day #1/requests.jsonl',
      'stdin:a1-b2',
    ])
  })

  it('calls a place by partition and offset, or by its line', () => {
    expect(topic.place(2, 17)).toBe('kafka:axon.campaign-activity.command, partition 2, offset 17')
    expect(file.place(0, 17)).toBe('file:/shop/day #1/requests.jsonl, line 17')
    expect([topic, file, stdin].map((source) => source.shortPlace(2, 17))).toEqual(['2:17', '17', '17'])
  })

  it('is short where there is little room', () => {
    expect([topic, file, stdin].map(({ short }) => short)).toEqual([
      'campaign-activity.command',
      'requests.jsonl',
      'stdin:a1-b2',
    ])
  })

  it('knows which sources can be read again', () => {
    expect([topic, file, stdin].map(({ canBeReadAgain }) => canBeReadAgain)).toEqual([true, true, false])
  })

  it('knows the topic, also of what its former life left, and that a file is none', () => {
    const former = topic.setAside(Date.UTC(2026, 2, 1))
    expect(former.text).toBe('kafka:axon.campaign-activity.command#2026-03-01T00:00:00.000Z')
    expect(former.text.startsWith(topic.asideBeginning)).toBe(true)
    expect([topic, former, file, stdin].map((source) => source.topic)).toEqual([
      'axon.campaign-activity.command',
      'axon.campaign-activity.command',
      null,
      null,
    ])
  })

  it('is shown as it is where its kind is not known', () => {
    for (const text of ['constructor:x', 'kafka localhost:9092 (group)', 'nothing', '']) {
      const name = new SourceName(text)
      expect([name.text, name.short, name.topic, name.canBeReadAgain]).toEqual([text, text, null, true])
    }
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { finished, start } from '../axon.ts'
import { click } from '../shop.ts'
import { linesOf, ShopFolder } from './shop-folder.ts'

/** One transaction each: far more than can be committed before the signal arrives. */
const LINES = 10_000

let folder: ShopFolder
beforeEach(async () => {
  folder = await ShopFolder.create()
})
afterEach(() => folder.remove())

const isInProgress = () =>
  vi.waitFor(async () => expect((await folder.status()).positions[0]?.nextOffset).toBeGreaterThan(1), {
    timeout: 20_000,
    interval: 5,
  })

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const

describe.each(SIGNALS)('%s', (signal, exitCode) => {
  it(`ends the replay of a file after the batch in hand with ${exitCode}, and the next replay goes on`, async () => {
    const clicks = Array.from({ length: LINES }, (_, index) => click(index + 1))
    await folder.write('sale.jsonl', clicks)
    const replay = start(['replay', 'sale.jsonl', '--batch-size', '1', '--json'], { cwd: folder.path })
    const ended = finished(replay)
    await isInProgress()
    replay.kill(signal)
    const { code, stdout, stderr } = await ended
    expect({ code, stderr }).toEqual({ code: exitCode, stderr: '' })
    const { read } = JSON.parse(stdout) as { read: number }
    expect(read).toBeGreaterThan(0)
    expect(read).toBeLessThan(LINES)
    expect(await folder.status()).toMatchObject({ positions: [{ nextOffset: read + 1 }] })

    const rest = await folder.json('replay', 'sale.jsonl')
    expect(rest).toMatchObject({ skipped: read, read: LINES - read })
    expect(await folder.status()).toMatchObject({ entries: { approved: 100, rejected: LINES - 100 } })
  })

  it(`ends a replay that waits for standard input with ${exitCode}`, async () => {
    const replay = start(['replay', '-', '--json'], { cwd: folder.path })
    const ended = finished(replay)
    replay.stdin?.write(linesOf([click(1), click(2)]))
    await isInProgress()
    replay.kill(signal)
    const { code, stdout, stderr } = await ended
    expect({ code, stderr }).toEqual({ code: exitCode, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({ read: 2, approved: 2 })
  })
})

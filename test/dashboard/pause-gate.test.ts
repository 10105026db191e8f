import { expect, it } from 'vitest'
import { PauseGate } from '../../src/dashboard/pause-gate.ts'

it('lets everybody through until it is paused, and again after it is resumed', async () => {
  const gate = new PauseGate()
  const heard: boolean[] = []
  gate.onChange((isPaused) => heard.push(isPaused))
  await gate.open()
  gate.pause()
  gate.pause()
  let isThrough = false
  const waiting = gate.open().then(() => {
    isThrough = true
  })
  await Promise.resolve()
  expect([gate.isPaused, isThrough]).toEqual([true, false])
  gate.resume()
  await waiting
  expect(heard).toEqual([true, false])
})

it('is toggled: what a key asks for is decided here, not by what was on the screen', () => {
  const gate = new PauseGate()
  gate.toggle()
  expect(gate.isPaused).toBe(true)
  gate.toggle()
  expect(gate.isPaused).toBe(false)
})

it('holds nobody back who was asked to stop', async () => {
  const gate = new PauseGate()
  const stop = new AbortController()
  gate.pause()
  const waiting = gate.open(stop.signal)
  stop.abort()
  await waiting
  await gate.open(stop.signal)
  expect(gate.isPaused).toBe(true)
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { endSoon } from './end-soon.ts'

const { exitCode } = process
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  process.exitCode = exitCode
})

it('ends a process whose exit code is set, and waits for one that is still to say what went wrong', () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  process.exitCode = undefined
  endSoon()
  vi.advanceTimersByTime(10_000)
  expect(exit).not.toHaveBeenCalled()
  process.exitCode = 1
  vi.advanceTimersByTime(1_000)
  expect(exit).toHaveBeenCalledWith()
})

import { EventEmitter } from 'node:events'
import { writeSync } from 'node:fs'
import type { Size } from '../state/dashboard-state.ts'
import type { ScreenLock } from './screen-lock.ts'

/** Terminals that know it show a frame at once, when it is whole; the others ignore it. */
const BEGIN_FRAME = '\x1b[?2026h'
const END_FRAME = '\x1b[?2026l'

/**
 * What Ink draws on: whole frames come in, only the lines that changed go out, each to its own place on the screen. Nothing is
 * ever scrolled, erased first or drawn relative to what was there.
 */
export class ScreenStream extends EventEmitter {
  readonly isTTY = true
  columns: number
  rows: number
  readonly #fd: number
  readonly #lock: ScreenLock
  #shown: readonly string[] = []
  #clearFirst = true

  constructor(fd: number, size: Size, lock: ScreenLock) {
    super()
    this.columns = size.columns
    this.rows = size.rows
    this.#fd = fd
    this.#lock = lock
  }

  /** The terminal has another size, and whatever it made of the frame that it showed. */
  resize({ columns, rows }: Size): void {
    this.columns = columns
    this.rows = rows
    this.#clearFirst = true
  }

  write(text: string): boolean {
    // The cursor is hidden for as long as the screen is ours: Ink's wishes for it are not asked for.
    if (text === '' || text.startsWith('\x1b[?')) return true
    const lines = text.split('\n').slice(0, this.rows)
    const changes = this.#changes(lines)
    if (changes !== '') {
      this.#lock.whileOpen(() => writeWhole(this.#fd, `${BEGIN_FRAME}${changes}${END_FRAME}`))
    }
    return true
  }

  #changes(lines: readonly string[]): string {
    const before = this.#clearFirst ? [] : this.#shown
    const changes = this.#clearFirst ? ['\x1b[2J'] : []
    for (let row = 0; row < Math.max(lines.length, before.length); row += 1) {
      const line = lines[row] ?? ''
      if (line !== (before[row] ?? '')) changes.push(`\x1b[${row + 1};1H${line}\x1b[0m\x1b[K`)
    }
    this.#shown = lines
    this.#clearFirst = false
    return changes.join('')
  }
}

/** A terminal that is slow takes a part at a time; one that has gone takes nothing, and nobody misses it. */
function writeWhole(fd: number, text: string): void {
  let bytes = Buffer.from(text)
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}

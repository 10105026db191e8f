import { EventEmitter } from 'node:events'
import { writeSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import type { Size } from '../../live-view/dashboard-state.ts'
import { cellWidth } from '../text/cell-width.ts'
import type { ScreenLock } from './screen-lock.ts'

/** Terminals that know it show a frame at once, when it is whole; the others ignore it. */
const BEGIN_FRAME = '\x1b[?2026h'
const END_FRAME = '\x1b[?2026l'

/**
 * The screen: whole frames come in, only the lines that changed go out, each to its own place. Nothing is ever scrolled, erased
 * first or drawn relative to what was there. To Ink it is a terminal that swallows what Ink itself would write.
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

  write(_: string): boolean {
    return true
  }

  show(frame: readonly string[]): void {
    const changes = this.#changes(frame.slice(0, this.rows))
    if (changes === '') return
    this.#lock.whileOpen(() => writeWhole(this.#fd, `${BEGIN_FRAME}${changes}${END_FRAME}`))
  }

  #changes(lines: readonly string[]): string {
    const before = this.#clearFirst ? [] : this.#shown
    const changes = this.#clearFirst ? ['\x1b[2J'] : []
    for (let row = 0; row < Math.max(lines.length, before.length); row += 1) {
      const line = lines[row] ?? ''
      if (line !== (before[row] ?? ''))
        changes.push(`\x1b[${row + 1};1H${line}\x1b[0m${this.#clearRest(line)}`)
    }
    this.#shown = lines
    this.#clearFirst = false
    return changes.join('')
  }

  /** After a full line the cursor stands on its last cell, which must stay. */
  #clearRest(line: string): string {
    return cellWidth(stripVTControlCharacters(line)) < this.columns ? '\x1b[K' : ''
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

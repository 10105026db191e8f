import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bar } from '../../src/dashboard/text/bar.ts'
import { cellWidth } from '../../src/dashboard/text/cell-width.ts'
import { fitCells } from '../../src/dashboard/text/fit-cells.ts'
import { sparkline } from '../../src/dashboard/text/sparkline.ts'
import { wrapCells } from '../../src/dashboard/text/wrap-cells.ts'
import { formatRate, formatShort, formatSpan } from '../../src/live-view/format.ts'
import { safeText } from '../../src/live-view/safe-text.ts'
import { anyCharacter } from '../any-character.ts'

describe('text in cells', () => {
  it('is cut with … or filled, to the cell, also where letters take two', () => {
    expect(fitCells('머그컵', 8)).toBe('머그컵  ')
    expect(fitCells('머그컵 선착순', 9)).toBe('머그컵 … ')
    expect(fitCells('42', 5, 'right')).toBe('   42')
    expect(fitCells('anything', 0)).toBe('')
  })

  it('always has the width that was asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.integer({ min: 1, max: 30 }), (text, width) => {
        expect(cellWidth(fitCells(safeText(text), width))).toBe(width)
      }),
    )
  })

  it('is measured letter by letter, as terminals do', () => {
    expect(['머그컵', 'नमस्ते', 'น้ำดื่ม', '🏮', 'é'].map(cellWidth)).toEqual([6, 4, 4, 2, 1])
  })

  it('is wrapped at spaces, and within a word only where it must be', () => {
    expect(wrapCells('approved as number 7 of 100', 12)).toEqual(['approved as', 'number 7 of', '100'])
    expect(wrapCells('선착순선착순', 4)).toEqual(['선착', '순선', '착순'])
    expect(wrapCells('', 10)).toEqual([''])
  })
})

describe('text from outside', () => {
  it('has no control characters, no turned direction, one line', () => {
    expect(safeText('a\x1b[2Jb\x07\u202ec')).toBe('a·[2Jb··c')
    expect(safeText('two\r\nlines\tand a tab')).toBe('two lines and a tab')
  })

  it('is not drawn over other lines', () => {
    expect(safeText(`Z${'\u0336\u0321\u0322'.repeat(9)}a`)).toMatch(/^Z\p{M}{4}a$/u)
    expect(safeText('שָׁ֑לוֹם ก็้')).toBe('שָׁ֑לוֹם ก็้'.normalize('NFC'))
  })

  it('has what nobody sees as a point, also behind a letter', () => {
    expect(safeText('a\u{e0041}\u{e0100}b\u034fc\u3164')).toBe('a··b·c·')
    expect(safeText('한정판 머그컵 café ｶ')).toBe('한정판 머그컵 café ｶ')
  })

  it('has Korean letters whole, and emoji that all terminals draw alike', () => {
    expect(safeText('각'.normalize('NFD'))).toBe('각')
    expect(safeText('👨‍👩‍👧 🏮 🇰🇷 1️⃣ ❤️')).toBe('👨 🏮 KR 1 ❤')
  })
})

describe('pictures of numbers', () => {
  it('a bar is exact to an eighth of a cell, and shows the least of something', () => {
    expect(bar(0.5, 4)).toEqual({ filled: '██', empty: '░░' })
    expect(bar(0.53, 4)).toEqual({ filled: '██▏', empty: '░' })
    expect(bar(0.000_1, 4)).toEqual({ filled: '▏', empty: '░░░' })
    expect(bar(0, 4)).toEqual({ filled: '', empty: '░░░░' })
    expect(bar(7, 4)).toEqual({ filled: '████', empty: '' })
    expect(bar(Number.NaN, 2)).toEqual({ filled: '', empty: '░░' })
  })

  it('a sparkline has its newest value at the right, its highest at the top', () => {
    expect(sparkline([0, 4, 8], 5)).toEqual(['  ▁▄█'])
    expect(sparkline([1, 2], 2, 2)).toEqual([' █', '██'])
    expect(sparkline([], 3)).toEqual(['   '])
    expect(sparkline([9, 1, 1], 2)).toEqual(['██'])
  })

  it('numbers and spans are short', () => {
    expect([7, 999, 12_345, 999_499, 4_560_000, 7e9].map(formatShort)).toEqual([
      '7',
      '999',
      '12.3k',
      '999k',
      '4.56M',
      '7.00G',
    ])
    expect([0, 0.25, 42, 3_400].map(formatRate)).toEqual(['0/s', '0.3/s', '42/s', '3.40k/s'])
    expect([-5, 850, 12_000, 185_000, 7_800_000, 370_000_000].map(formatSpan)).toEqual([
      '0 ms',
      '850 ms',
      '12 s',
      '3m 05s',
      '2h 10m',
      '4d 6h',
    ])
  })
})

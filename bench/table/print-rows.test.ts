import { expect, it } from 'vitest'
import { comparisonTable, rowsTable } from './print-rows.ts'
import { isReached, type Row, rowOf } from './row.ts'

const ratio = (...values: number[]): Row => rowOf('replay / plain', values, '×', { atLeast: 1.2 })
const time = rowOf('start', [151, 140.4, 170], 'ms', { atMost: 150 })
const shownOnly: Row = { ...ratio(0.9), name: 'replay / bare', target: null }

const cells = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => line.includes('│'))
    .map((line) => line.split('│').slice(1, -1))
    .map((line) => line.map((cell) => cell.trim()))

it('says of each row what was measured, what it must be, and whether it is', () => {
  expect(cells(rowsTable([ratio(1.1, 1.3, 1.2), time, shownOnly]))).toEqual([
    ['what', 'measured', 'from … to', 'target', 'reached', 'rounds'],
    ['replay / plain', '1.20 ×', '1.10 … 1.30', '≥ 1.2 ×', 'yes', '3'],
    ['start', '151 ms', '140 … 170', '≤ 150 ms', 'NO', '3'],
    ['replay / bare', '0.90 ×', '0.90 … 0.90', '', '', '1'],
  ])
})

it('does not call a ratio reached that is only printed as if it were', () => {
  expect(isReached(ratio(1.196))).toBe(false)
  expect(cells(rowsTable([ratio(1.196)]))[1]).toEqual([
    'replay / plain',
    '1.20 ×',
    '1.20 … 1.20',
    '≥ 1.2 ×',
    'NO',
    '1',
  ])
})

it('sets two results side by side, with the rows that only one of them has', () => {
  expect(cells(comparisonTable([ratio(1), shownOnly], [ratio(1.25), time]))).toEqual([
    ['what', 'before', 'now', 'change', 'target', 'reached'],
    ['replay / plain', '1.00 ×', '1.25 ×', '+25 %', '≥ 1.2 ×', 'yes'],
    ['start', '', '151 ms', '', '≤ 150 ms', 'NO'],
    ['replay / bare', '0.90 ×', '', '', '', ''],
  ])
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readResult, saveBaseline } from './bench-result.ts'
import { type Row, rowOf } from './row.ts'

const row = (name: string, measured: number, unit: Row['unit'] = '×'): Row => rowOf(name, [measured], unit)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'axon-bench-result-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('keeps ratios, no times and sizes, and what was not measured this time', () => {
  const file = join(folder, 'baseline.json')
  const earlier = [row('replay / plain', 1), row('growth', 0.6)]
  saveBaseline(
    file,
    [row('replay / plain', 1.23456), row('start', 140, 'ms'), row('memory', 150, 'MB')],
    earlier,
  )
  const kept = readResult(file).rows.map(({ name, measured }) => ({ name, measured }))
  expect(kept).toEqual([
    { name: 'replay / plain', measured: 1.235 },
    { name: 'growth', measured: 0.6 },
  ])
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { BehaviorMetrics } from '../../src/monitoring/behavior-metrics.ts'
import { ConsumeMetrics } from '../../src/monitoring/consume-metrics.ts'
import { ForwardMetrics } from '../../src/monitoring/forward/forward-metrics.ts'
import { ServeMetrics } from '../../src/monitoring/serve-metrics.ts'
import { packageRoot } from '../../src/package-root.ts'

const documentOf = (file: string) => readFileSync(join(packageRoot, 'docs', file), 'utf8')

interface MetricRow {
  readonly name: string
  readonly type: string
  readonly labels: readonly string[]
}

const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim())
const codeIn = (cell = '') => [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1]!)

/** The rows of the two tables of metrics: the one of Axon's own has a column for labels. */
function documented(): MetricRow[] {
  const lines = documentOf('metrics.md').split('\n')
  return lines
    .filter((line) => /^\| `(axon|process|nodejs)_/.test(line))
    .map((line) => {
      const [, name, type = '', labels] = cellsOf(line)
      const isAxon = line.startsWith('| `axon_')
      return { name: codeIn(name)[0]!, type, labels: isAxon ? codeIn(labels) : [] }
    })
}

async function registered(): Promise<MetricRow[]> {
  const metrics = new ConsumeMetrics()
  const standing = { nextOffset: 1, highWatermark: 1, lag: 0, state: 'reading' } as const
  metrics.listen({ type: 'lag', partitions: [{ topic: 'commands', partition: 0, ...standing }] })
  const zero = () => 0
  const gauges = {
    waiting: zero,
    oldestWaitMs: zero,
    streams: zero,
    definitions: zero,
    definitionsAgeMs: zero,
  }
  const serving = new ServeMetrics(metrics.registry, gauges)
  serving.request('postEntry', 'approved', 201, 0.01)
  serving.shopFault('NO_ACTIVE_EVENT')
  new BehaviorMetrics(metrics.registry).watch({ kind: 'file', waiting: 0, oldestWaitMs: 0 })
  const forward = new ForwardMetrics('kafka', {
    waiting: async () => ({ unit: 'bytes', amount: 0 }),
    oldestAgeMs: zero,
    outage: () => null,
  })
  const all = await Promise.all([metrics.registry, forward.registry].map((of) => of.getMetricsAsJSON()))
  return all.flat().map(({ name, type, values }) => {
    const labels = new Set(values.flatMap(({ labels }) => Object.keys(labels)))
    labels.delete('le') // of every histogram
    return { name, type: String(type), labels: name.startsWith('axon_') ? [...labels].sort() : [] }
  })
}

const byName = (rows: readonly MetricRow[]) =>
  Object.fromEntries(rows.map(({ name, type, labels }) => [name, { type, labels: [...labels].sort() }]))

it("describes every metric of Axon's own, with its type and labels, and no other", async () => {
  const own = (rows: readonly MetricRow[]) => byName(rows.filter(({ name }) => name.startsWith('axon_')))
  expect(Object.keys(own(documented())).length).toBeGreaterThan(10)
  expect(own(documented())).toEqual(own(await registered()))
})

it('describes every metric of the process too', async () => {
  const documentedByName = byName(documented())
  const registeredByName = byName(await registered())
  expect(documentedByName).toMatchObject(registeredByName)
  if (process.platform === 'linux') expect(documentedByName).toEqual(registeredByName)
})

it('names in docs/production.md only metrics that exist', async () => {
  const names = new Set((await registered()).map(({ name }) => name))
  const named = documentOf('production.md').match(/\b(axon|process|nodejs)_[a-z_]+/g) ?? []
  expect(named.length).toBeGreaterThan(5)
  const unknown = named.filter(
    (name) => !names.has(name) && !names.has(name.replace(/_(bucket|sum|count)$/, '')),
  )
  expect(unknown).toEqual([])
})

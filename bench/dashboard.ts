import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'
import { Command } from 'commander'
import { AXON } from '../test/axon.ts'
import { generatedSale } from './generated-sale.ts'
import { median } from './measured-run.ts'

/**
 * What the dashboard costs: `axon replay` into SQLite on a terminal (a pty of `script`), with it and with `--no-dashboard`, in
 * turn. What counts is the ratio of the medians. Also the memory of the process: flat, if the second half of the run needs no
 * more than the first.
 */
const { messages, rounds, columns, rows } = new Command('bench dashboard')
  .option('--messages <n>', 'generated commands', Number, 1_000_000)
  .option('--rounds <n>', 'pairs of runs', Number, 5)
  .option('--columns <n>', 'of the terminal', Number, 80)
  .option('--rows <n>', 'of the terminal', Number, 24)
  .parse()
  .opts<{ messages: number; rounds: number; columns: number; rows: number }>()

const SAMPLE_EVERY_MS = 100
const folder = mkdtempSync(join(tmpdir(), 'axon-bench-'))
const database = join(folder, 'bench.db')

interface TerminalRun {
  readonly seconds: number
  /** Largest resident memory in each half of the run, MiB. */
  readonly halvesMib: readonly [number, number]
}

async function run(seedFile: string, messagesFile: string, ...more: string[]): Promise<TerminalRun> {
  execFileSync(process.execPath, [AXON, 'seed', seedFile, '--database', `sqlite:${database}`])
  const program = [
    process.execPath,
    AXON,
    'replay',
    messagesFile,
    '--database',
    `sqlite:${database}`,
    ...more,
  ]
  const command = `stty cols ${columns} rows ${rows}; exec ${program.join(' ')}`
  const { CI: _, NO_COLOR: __, ...env } = process.env
  const startedAt = performance.now()
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...env, TERM: 'xterm-256color' },
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const samples: number[] = []
  const sampler = setInterval(() => samples.push(residentMib(child.pid)), SAMPLE_EVERY_MS)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  clearInterval(sampler)
  for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true })
  if (code !== 0) throw new Error(`axon replay ended with ${code}`)
  const half = Math.floor(samples.length / 2)
  const largest = (part: number[]): number => Math.max(...part.filter((mib) => mib > 0), 0)
  return {
    seconds: (performance.now() - startedAt) / 1_000,
    halvesMib: [largest(samples.slice(0, half)), largest(samples.slice(half))],
  }
}

/** Of the program that `script` runs; 0 while it can't be seen. */
function residentMib(pid: number | undefined): number {
  try {
    const child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]
    const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1]
    return Number(kib ?? 0) / 1_024
  } catch {
    return 0
  }
}

function print(name: string, runs: readonly TerminalRun[]): [string, string, string, string] {
  const rate = messages / median(runs.map(({ seconds }) => seconds))
  const half = (index: 0 | 1) => `${Math.round(median(runs.map(({ halvesMib }) => halvesMib[index])))} MiB`
  return [name, Math.round(rate).toLocaleString('en'), half(0), half(1)]
}

try {
  const { seedFile, messagesFile } = await generatedSale(folder, messages)
  const plain: TerminalRun[] = []
  const shown: TerminalRun[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const turns = [
      async () => plain.push(await run(seedFile, messagesFile, '--no-dashboard')),
      async () => shown.push(await run(seedFile, messagesFile, '--dashboard')),
    ]
    for (const turn of round % 2 === 0 ? turns.reverse() : turns) await turn()
    process.stderr.write(
      `round ${round} of ${rounds}: ${plain.at(-1)?.seconds.toFixed(2)} s without, ${shown.at(-1)?.seconds.toFixed(2)} s with\n`,
    )
  }
  const table = new Table({
    head: [`at ${columns}×${rows}`, 'messages/s', 'RSS, first half', 'RSS, second half'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  })
  table.push(print('--no-dashboard', plain), print('--dashboard', shown))
  const seconds = (runs: readonly TerminalRun[]) => median(runs.map((one) => one.seconds))
  const cost = (seconds(shown) / seconds(plain) - 1) * 100
  console.log(
    `${table.toString()}\nThe dashboard costs ${cost.toFixed(1)} % (ratio of the medians of ${rounds} pairs).`,
  )
} finally {
  rmSync(folder, { recursive: true })
}

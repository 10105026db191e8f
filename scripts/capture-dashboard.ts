import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateMessages, generateSeed } from '../fixtures/generate.ts'
import { writeLines } from '../fixtures/write-lines.ts'
import { packageRoot } from '../src/package-root.ts'
import { Terminal } from '../test/dashboard/terminal.ts'
import { terminalSvg } from './terminal-svg.ts'

/** Runs a generated flash sale in a real terminal (tmux) and keeps what the dashboard shows in its middle, under docs/. */
const SALE = { messages: 300_000, users: 100_000, activities: 10, seed: 7, invalid: 0.001 }
const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 60 },
]
const PICTURE = { columns: 170, rows: 40 }

const axon = join(packageRoot, 'dist', 'bin', 'axon.js')
const folder = mkdtempSync(join(tmpdir(), 'axon-capture-'))
const inDocs = (name: string): string => join(packageRoot, 'docs', name)

/** The screen about half-way through the sale. */
async function capture(size: { columns: number; rows: number }): Promise<{ text: string; painted: string }> {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `sale.db${suffix}`), { force: true })
  execFileSync(process.execPath, [axon, 'seed', 'seed.json', '--database', 'sqlite:sale.db'], { cwd: folder })
  const terminal = await Terminal.open(size, folder)
  try {
    await terminal.command('axon replay sale.jsonl --database sqlite:sale.db --batch-size 1000')
    await terminal.until('the middle of the sale', /axon replay +● RUNNING[\s\S]*read (1[2-9]|2\d)\d,\d{3} /)
    const seen = {
      text: withoutFolder(await terminal.screen()),
      painted: withoutFolder(await terminal.painted()),
    }
    await terminal.press('q')
    await terminal.ended()
    return seen
  } finally {
    await terminal.close()
  }
}

try {
  await writeLines(generateMessages(SALE), join(folder, 'sale.jsonl'))
  writeFileSync(join(folder, 'seed.json'), JSON.stringify(generateSeed(SALE)))
  for (const size of SIZES) {
    const { text } = await capture(size)
    const lines = text.split('\n').map((line) => line.trimEnd())
    const shown = `${lines.join('\n').trimEnd()}\n`
    writeFileSync(inDocs(`dashboard-${size.columns}x${size.rows}.txt`), shown)
  }
  const { painted } = await capture(PICTURE)
  writeFileSync(inDocs('dashboard.svg'), terminalSvg(painted, PICTURE.columns))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Where it was captured is nobody's business; the rest of the line stays at its place. */
function withoutFolder(text: string): string {
  const place = `file:${folder}/sale.jsonl → sqlite:sale.db`
  return text.replaceAll(place, 'file:/shop/sale.jsonl → sqlite:sale.db'.padEnd(place.length))
}

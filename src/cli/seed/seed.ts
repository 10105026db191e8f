import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { terminalJson } from '../../domain/shown-text.ts'
import { safeText } from '../../live-view/safe-text.ts'
import { readSeedFile } from '../../operations/seed/read-seed-file.ts'
import { seed } from '../../operations/seed/seed.ts'
import type { SeedSummary } from '../../operations/seed/seed-summary.ts'
import { packageRoot } from '../../package-root.ts'
import { CommandError } from '../shared/command-error.ts'
import { authorOfCommand } from '../shared/identity/author-of-command.ts'
import { CountProgress } from '../shared/progress/count-progress.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { SeedCommandOptions } from './seed-options.ts'

const DEFAULT_FILE = join(packageRoot, 'seeds', 'default.json')

const NAMES: Readonly<Record<keyof SeedSummary, string>> = {
  products: 'products',
  campaigns: 'campaigns',
  campaignActivities: 'activities',
  events: 'events',
}

/** `axon seed`. Returns the exit code. */
export async function seedFromFile(
  file: string = DEFAULT_FILE,
  { database: url, reset = false, yes = false, json = false }: SeedCommandOptions,
): Promise<number> {
  const { seed: content, warnings } = await readSeedFile(file)
  // What reads the seed from standard input can't ask there.
  const canAsk = process.stdin.isTTY && file !== '-'
  if (reset && !yes && !canAsk) {
    throw new CommandError('--reset empties all tables: add --yes to say that this is meant', 2)
  }
  for (const warning of warnings) process.stderr.write(`axon: warning: ${warning}\n`)
  return usingDatabase(url, async (database) => {
    if (reset && !yes) await confirmReset(database.displayUrl)
    const rows = (Object.keys(NAMES) as (keyof SeedSummary)[]).reduce(
      (sum, list) => sum + content[list].length,
      0,
    )
    const progress = new CountProgress('rows', rows)
    const onSaved = (saved: number): void => progress.add(saved)
    const summary = await seed(database, content, { reset, author: authorOfCommand(), onSaved }).finally(() =>
      progress.end(),
    )
    const report = { database: database.displayUrl, file, reset, ...summary }
    const lists = (Object.keys(NAMES) as (keyof SeedSummary)[]).map((list) => {
      const { inserted, updated, unchanged } = summary[list]
      return `  ${NAMES[list].padEnd(10)} ${inserted} inserted, ${updated} updated, ${unchanged} unchanged`
    })
    const text = [
      safeText(
        `seeded ${report.database} from ${file === '-' ? 'standard input' : file}${reset ? ', emptied before' : ''}`,
      ),
      ...lists,
    ].join('\n')
    process.stdout.write(`${json ? terminalJson(report) : text}\n`)
    return 0
  })
}

async function confirmReset(displayUrl: string): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await new Promise<string>((resolve) => {
      terminal.once('close', () => resolve('')) // end of input, or ctrl-c
      terminal
        .question(safeText(`--reset empties all tables of ${displayUrl}. Go on? [y/N] `))
        .then(resolve, () => resolve(''))
    })
    if (!/^y(es)?$/i.test(answer.trim()))
      throw new CommandError('--reset was not confirmed: nothing was changed')
  } finally {
    terminal.close()
  }
}

import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { ORIGINS, shopOfPages } from '../../bench/occurrences/page-requests.ts'
import { ended, serveProcess } from '../../bench/sale/serve-process.ts'
import { randomNumbers } from '../../fixtures/random.ts'
import { seed } from '../../src/operations/seed/seed.ts'
import { parseSeed } from '../../src/operations/seed/seed-file.ts'
import { addSite } from '../../src/operations/sites/add-site.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { keptLines } from './behaviors/kept-lines.ts'
import { Visitors } from './behaviors/visitors.ts'

/**
 * `axon serve` is killed at random moments while browsers send behaviours: every behaviour that was acknowledged is a whole line, once, and no file
 * ends in the middle of one after the next start. With root's rights the folder's disk is full for a while too.
 *
 *     npm run trial:behaviors -- [--kills N] [--seed N]
 */
const options = new Command('trial:behaviors')
  .option('--kills <n>', 'kills', Number, 10)
  .option('--seed <n>', 'of what is random', Number, Date.now() % 1_000_000)
  .parse()
  .opts<{ kills: number; seed: number }>()
const random = randomNumbers(options.seed)
const isRoot = process.getuid?.() === 0
process.stdout.write(
  `${options.kills} kills, seed ${options.seed}${isRoot ? '' : '; no full disk without root'}\n`,
)

const SECRET = 'a secret of 32 bytes, for trials only'
const folder = await mkdtemp(join(tmpdir(), 'axon-trial-'))
const log = join(folder, 'log')
const url = `sqlite:${join(folder, 'axon.db')}`
const author = { by: 'trial', atMs: Date.now() }
const database = await openDatabase(url)
await seed(database, parseSeed(shopOfPages(), 'trial').seed, { reset: false, author })
const site = await addSite(database, { name: 'trial', origins: ORIGINS }, author)
await database.close()
const visitors = new Visitors(site!.key)
const start = (place: string) => serveProcess(url, SECRET, 0, ['--behavior-log', `file:${place}`])

const wrong: string[] = []
let torn = 0

async function kill(): Promise<void> {
  const { child, url: served } = await start(log)
  if (keptLines(log).torn > 0) wrong.push('a torn line was left at the start')
  const before = visitors.acknowledged.size
  const visit = visitors.visit(served)
  while (visitors.acknowledged.size === before) await wait(5)
  await wait(random() * 200) // the moment is random
  await ended(child, 'SIGKILL')
  await visit
  torn += keptLines(log).torn
}

function check(place: string, acknowledged: ReadonlySet<string>): void {
  const { ids, torn: left, broken } = keptLines(place)
  const lost = [...acknowledged].filter((id) => !ids.has(id)).length
  const twice = [...ids.values()].filter((times) => times > 1).length
  if (lost > 0) wrong.push(`${lost} acknowledged behaviours are not there`)
  if (twice > 0) wrong.push(`${twice} behaviours are there more than once`)
  if (left + broken > 0) wrong.push(`${left} torn and ${broken} broken lines are left`)
}

/** A disk of its own, which is full after some thousand behaviours, and then larger. */
async function fillDisk(): Promise<void> {
  const disk = await mkdtemp(join(tmpdir(), 'axon-trial-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk])
  try {
    const shoppers = new Visitors(site!.key)
    const count = (status: number) => shoppers.statuses.get(status) ?? 0
    const { child, url: served } = await start(disk)
    await shoppers.visit(served, () => count(503) > 0)
    const full = count(202)
    execFileSync('mount', ['-o', 'remount,size=64m', disk])
    await shoppers.visit(served, () => count(202) > full + 100)
    await ended(child)
    check(disk, shoppers.acknowledged)
    process.stdout.write(
      `a full disk: ${full} requests kept before, ${count(503)} refused with 503, ${count(202)} kept in all\n`,
    )
  } finally {
    execFileSync('umount', [disk])
    await rm(disk, { recursive: true })
  }
}

try {
  for (let kills = 0; kills < options.kills; kills += 1) await kill()
  await ended((await start(log)).child)
  check(log, visitors.acknowledged)
  process.stdout.write(
    `${visitors.acknowledged.size} behaviours acknowledged, ${visitors.cutOff} requests cut off by ${options.kills} kills, ${torn} torn lines cut\n`,
  )
  if (visitors.cutOff === 0) wrong.push('no kill cut a request off')
  if (isRoot) await fillDisk()
} finally {
  await rm(folder, { recursive: true })
}
for (const what of wrong) process.stdout.write(`wrong: ${what}\n`)
if (wrong.length > 0) process.exitCode = 1
else process.stdout.write('every acknowledged behaviour is a whole line, once\n')

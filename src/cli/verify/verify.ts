import { formatCount } from '../../domain/format-count.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { safeLine } from '../../live-view/safe-line.ts'
import { type Digest, digest } from '../../operations/digest/digest.ts'
import { type CheckedInvariant, type Offence, type Verification, verify } from '../../operations/verify.ts'
import { readingDatabase } from '../shared/using-database.ts'
import type { VerifyCommandOptions } from './verify-options.ts'

/** `axon verify`. Returns the exit code: 1 if an invariant is broken. */
export async function verifyDatabase(options: VerifyCommandOptions): Promise<number> {
  return readingDatabase(options.database, async (database) => {
    const result = await verify(database)
    const fingerprint = options.digest ? await digest(database) : undefined
    const json = { database: database.displayUrl, ...result, ...fingerprint }
    const text = verificationText(database.displayUrl, result, fingerprint)
    process.stdout.write(`${options.json ? terminalJson(json) : text}\n`)
    return result.holds ? 0 : 1
  })
}

function verificationText(database: string, { holds, invariants }: Verification, digest?: Digest): string {
  const broken = invariants.filter((invariant) => !invariant.holds).length
  const conclusion = holds
    ? `every invariant holds on ${safeLine(database)}`
    : `${broken} of ${invariants.length} invariants are broken on ${safeLine(database)}`
  return [...invariants.flatMap(invariantLines), conclusion, ...(digest ? digestLines(digest) : [])].join(
    '\n',
  )
}

function invariantLines({ number, sentence, holds, offences }: CheckedInvariant): string[] {
  return [`${holds ? 'ok    ' : 'BROKEN'} ${number}. ${sentence}`, ...offences.flatMap(offenceLines)]
}

function offenceLines({ offence, count, rows }: Offence): string[] {
  const more = count - rows.length
  return [
    `         ${formatCount(count)} × ${offence}:`,
    ...rows.map((row) => `           ${rowText(row)}`),
    ...(more > 0 ? [`           … and ${formatCount(more)} more`] : []),
  ]
}

function rowText(row: Readonly<Record<string, unknown>>): string {
  const cells = Object.entries(row).map(([name, value]) => `${name}=${value}`)
  return safeLine(cells.join(' '))
}

function digestLines({ digest, sections }: Digest): string[] {
  return [
    `digest ${digest}`,
    ...sections.map(({ name, lines, hash }) => `  ${name.padEnd(11)} ${hash} of ${formatCount(lines)} lines`),
  ]
}

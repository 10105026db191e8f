import { HaltError } from '../domain/halt-error.ts'
import type { DamagedInput } from './damaged-input.ts'

/**
 * The input ended in damage (exit 1, CONTRACT §1 *Files*); `lines` is the number of its last whole line. `isResumed`: the same command
 * goes on behind it.
 */
export function haltOfDamage(
  name: string,
  isResumed: boolean,
  damage: DamagedInput,
  lines: number,
): HaltError {
  const read =
    lines === 0 ? 'no whole line comes before it' : `the last whole line before it is line ${lines}`
  const goesOn = isResumed
    ? 'run the same command again: it goes on there'
    : `send the rest from line ${lines + 1} on`
  const detail = damage.kind === 'gzip' && damage.cause instanceof Error ? ` (${damage.cause.message})` : ''
  const found = `${name}: ${damage.message}${detail} at byte ${damage.place}; ${read}.`
  return new HaltError(`${found} ${cure()}`, 1, { cause: damage })

  function cure(): string {
    switch (damage.kind) {
      case 'garbage':
        return `If no data is missing, cut the file off at byte ${damage.place}; else get a whole copy and ${goesOn}.`
      case 'gzip':
        return `Get a whole copy of the file and ${goesOn}${isResumed ? ' (lines that came out of it garbled need --from-start)' : ''}.`
      case 'truncated':
        return `Restore the file and ${goesOn}.`
      case 'read':
        return `Check the disk or the program that writes it, and ${goesOn}.`
    }
  }
}

/** The lines below the stored position are not those that were processed (exit 2, CONTRACT §4). */
export function haltOfChangedFile(name: string, processedLines: number): HaltError {
  return new HaltError(
    `${name} has changed since it was processed: its lines 1 to ${processedLines} are not the ones that were read then. ` +
      'Restore them, or read all of it again with --from-start (nothing is applied twice).',
    2,
  )
}

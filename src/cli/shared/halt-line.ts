import { HaltError } from '../../domain/halt-error.ts'
import type { HaltCode, HaltFacts } from '../../domain/halts.ts'
import { HALT_TABLE, type Halt } from './halt-table.ts'

/** What stopped a command as one line: the sentence, then what to do. */
export function haltLine(error: HaltError): string {
  return `${error.message}${cureOf(error)}`
}

/** The exit code of a command that is stopped by it (CONTRACT §4). */
export const exitCodeOf = ({ code }: HaltError): 1 | 2 => HALT_TABLE[code].exitCode

function cureOf({ code, facts, cause }: HaltError): string {
  // It says what stopped it, and the cure is that one's.
  if (code === 'DEAD_LETTERS_NOT_PUBLISHED') return cause instanceof HaltError ? cureOf(cause) : ''
  const { cure = '' } = HALT_TABLE[code] as Halt<HaltCode>
  return typeof cure === 'string' ? cure : (cure as (facts: HaltFacts<HaltCode>) => string)(facts)
}

import { HaltError } from '../domain/halt-error.ts'
import type { DamagedInput } from './damaged-input.ts'

/**
 * The input ended in damage (CONTRACT §1, *Files*); `lines` is the number of its last whole line. `isResumed`: the same command
 * goes on behind it.
 */
export function haltOfDamage(
  name: string,
  isResumed: boolean,
  damage: DamagedInput,
  lines: number,
): HaltError {
  const { kind, place, message, cause } = damage
  const detail = kind === 'gzip' && cause instanceof Error ? ` (${cause.message})` : ''
  const facts = { name, kind, problem: `${message}${detail}`, place, lines, isResumed }
  return new HaltError('INPUT_DAMAGED', facts, { cause: damage })
}

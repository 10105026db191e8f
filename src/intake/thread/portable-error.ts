import { HaltError } from '../../domain/halt-error.ts'
import type { HaltCode, HaltFacts } from '../../domain/halts.ts'

/** An error on its way to another thread, with what `structuredClone` would leave behind. */
export interface PortableError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly code: unknown
  /** Of a HaltError. */
  readonly facts?: HaltFacts<HaltCode>
}

export function portableError(thrown: unknown): PortableError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const { name, message, stack } = error
  const { code } = error as NodeJS.ErrnoException
  const told = { name, message, stack, code }
  return error instanceof HaltError ? { ...told, facts: (error as HaltError).facts } : told
}

export function errorOf({ facts, stack, ...error }: PortableError): Error {
  const here = facts
    ? new HaltError(error.code as HaltCode, facts)
    : Object.assign(new Error(error.message), error)
  if (stack !== undefined) here.stack = stack
  return here
}

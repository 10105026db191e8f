import { userInfo } from 'node:os'
import type { Author } from '../../../operations/changes/record-changes.ts'

/** Who runs the command, as the log of changes shows it. */
export function authorOfCommand(): Author {
  return { by: `cli:${userName()}`, atMs: Date.now() }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run under a number that no account has.
    return String(process.getuid?.() ?? 'unknown')
  }
}

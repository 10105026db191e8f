import { openSync } from 'node:fs'

/** Where keys are read: a file descriptor, or why there is none. */
export type KeyTerminal = { readonly fd: number } | { readonly off: string }

/**
 * The terminal's keys: standard input, or the terminal itself while standard input brings messages (`axon replay - < file`)
 * or is none.
 */
export function keyTerminal(stdinIsSource: boolean): KeyTerminal {
  if (process.stdin.isTTY) {
    return stdinIsSource ? { off: 'standard input brings the messages' } : { fd: 0 }
  }
  try {
    return { fd: openSync('/dev/tty', 'r') }
  } catch {
    return { off: 'standard input is no terminal' }
  }
}

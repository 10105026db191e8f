const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken',
  EACCES: 'not allowed',
  EADDRNOTAVAIL: 'no address of this machine',
  ENOTFOUND: 'unknown host',
}

/** Why an address can't be listened on, without the address: Node.js' own message names it once more. */
export function whyNotListening(error: unknown): {
  readonly reason: string
  readonly errno: string | undefined
} {
  const { code, message } = error as { readonly code?: string; readonly message: string }
  return { reason: REASONS[code ?? ''] ?? message, errno: code }
}

/** The server and we don't agree on who is who: no retry cures it, but another setting may. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError'
}

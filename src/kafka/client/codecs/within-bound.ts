/** @throws Error if a batch would unpack to more than it may. */
export function assertWithinBound(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw new Error(`it would unpack to more than ${maxBytes} bytes`)
}

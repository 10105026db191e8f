const ASKED_EVERY_MS = 500

/** A connection that hangs keeps no process alive that has done its work: ends it soon after its exit code is set, never before. */
export function endSoon(): void {
  setInterval(() => {
    if (process.exitCode !== undefined) process.exit()
  }, ASKED_EVERY_MS).unref()
}

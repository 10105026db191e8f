const ASKED_EVERY_MS = 500

/** Ends a process that has done its work as soon as what it prints is out: a connection that hangs does not keep it alive. */
export function endSoon(): void {
  setInterval(() => {
    if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit()
  }, ASKED_EVERY_MS).unref()
}

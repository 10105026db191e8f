import { readFileSync } from 'node:fs'
import type { FluentdLogin } from '../../../behavior-log/fluentd/fluentd-connection.ts'
import { FLUENTD_VARIABLES } from '../../../behavior-log/fluentd/fluentd-variables.ts'
import { CommandError } from '../command-error.ts'

const { sharedKey: SHARED_KEY, caFile: CA_FILE } = FLUENTD_VARIABLES

/** What the environment says of a Fluentd. @throws CommandError if the file of authorities can't be used. */
export function fluentdLogin(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): FluentdLogin {
  const [sharedKey, caFile] = [SHARED_KEY, CA_FILE].map((name) => environment[name]?.trim())
  return { ...(sharedKey && { sharedKey }), ...(caFile && { ca: authorities(caFile) }) }
}

function authorities(path: string): string {
  let pem: string
  try {
    pem = readFileSync(path, 'utf8')
  } catch (error) {
    throw new CommandError(`${CA_FILE}: ${path} can't be read: ${(error as Error).message}`, 2, {
      cause: error,
    })
  }
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  throw new CommandError(`${CA_FILE}: ${path} holds no certificate: it must be in PEM format`, 2)
}

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { javaProgram } from '../java/java.ts'

export interface Certificates {
  /** PKCS12, with the server's key and its chain. */
  readonly keyStore: string
  readonly password: string
  /** The CA as PEM, for clients. */
  readonly caFile: string
}

const PASSWORD = 'axon-secret'

/** A CA of its own and, signed by it, a certificate for localhost and 127.0.0.1; those that `folder` has, else new ones. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const keyStore = join(folder, 'server.p12')
  const caFile = join(folder, 'ca.pem')
  if (!existsSync(caFile)) {
    await mkdir(folder, { recursive: true })
    const keytool = (command: string, ...args: string[]) =>
      promisify(execFile)(javaProgram('keytool'), [
        ...[`-${command}`, '-keystore', keyStore, '-storetype', 'PKCS12', '-storepass', PASSWORD, ...args],
      ])
    const rsa = ['-keyalg', 'RSA', '-keysize', '2048', '-validity', '3650']
    await keytool('genkeypair', '-alias', 'ca', '-dname', 'CN=Axon test CA', '-ext', 'bc:c', ...rsa)
    const names = 'san=dns:localhost,ip:127.0.0.1'
    await keytool(
      'genkeypair',
      '-alias',
      'server',
      '-signer',
      'ca',
      '-dname',
      'CN=localhost',
      '-ext',
      names,
      ...rsa,
    )
    await keytool('exportcert', '-rfc', '-alias', 'ca', '-file', caFile)
    // The server would answer with the first key that fits.
    await keytool('delete', '-alias', 'ca')
  }
  return { keyStore, password: PASSWORD, caFile }
}

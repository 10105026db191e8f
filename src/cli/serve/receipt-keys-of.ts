import { readFileSync } from 'node:fs'
import { newReceiptKey, type ReceiptKeys, receiptKeysOf } from '../../operations/receipts/receipt-keys.ts'
import { CommandError } from '../shared/command-error.ts'

/**
 * The keys of a file; without one a fresh key, whose receipts can be checked only while the process runs.
 * @throws CommandError if the file can't be read, or holds no such key.
 */
export function receiptKeysOfFile(file: string | undefined): ReceiptKeys {
  const keys = receiptKeysOf(file === undefined ? newReceiptKey() : textOf(file))
  if (keys) return keys
  throw new CommandError(
    `--receipt-key-file ${file} holds no Ed25519 private key in PEM: \`openssl genpkey -algorithm ed25519\` makes one`,
    2,
  )
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CommandError(`--receipt-key-file ${file} can't be read: ${(error as Error).message}`, 2)
  }
}

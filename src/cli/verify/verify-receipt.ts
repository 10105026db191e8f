import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { terminalJson } from '../../domain/shown-text.ts'
import { checkReceipt } from '../../operations/receipts/check-receipt.ts'
import { proveReceipt } from '../../operations/receipts/prove-receipt.ts'
import type { Receipt } from '../../operations/receipts/receipt.ts'
import { publicKeysOf } from '../../operations/receipts/receipt-keys.ts'
import { receiptText } from '../../operations/receipts/receipt-text.ts'
import type { UnsignedFields } from '../../operations/receipts/unsigned-fields.ts'
import { CommandError } from '../shared/command-error.ts'
import { readingDatabase } from '../shared/using-database.ts'
import type { VerifyCommandOptions } from './verify-options.ts'

/** Fields of an answer that its receipt has too. */
const SIGNED_FIELDS = ['activityId', 'userId', 'outcome', 'sequence', 'decidedAt'] as const

type Shown = UnsignedFields & { readonly receipt: string } & {
  readonly [name in (typeof SIGNED_FIELDS)[number]]?: unknown
}

/** `axon verify --receipt`. Returns the exit code: 1 if the signature is wrong, or the database says something else. */
export async function verifyReceipt(file: string, options: VerifyCommandOptions): Promise<number> {
  const keysFile = options.receiptKeys
  if (keysFile === undefined) {
    throw new CommandError(
      'name the keys of receipts with --receipt-keys: what GET /v1/receipt-keys answers, or the key file',
      2,
    )
  }
  const keys = publicKeysOf(await textOf(keysFile))
  if (!keys)
    throw new CommandError(
      `${keysFile} holds no keys of receipts: what GET /v1/receipt-keys answers is expected`,
      2,
    )
  const shown = shownIn(await textOf(file))
  const checked = checkReceipt(shown.receipt, keys)
  return readingDatabase(options.database, async (database) => {
    const { differences: found, note } =
      'receipt' in checked
        ? await proveReceipt(database, checked.receipt, shown)
        : { differences: [checked.problem], note: null }
    const differences = 'receipt' in checked ? [...changedIn(shown, checked.receipt), ...found] : found
    const holds = differences.length === 0
    const receipt = 'receipt' in checked ? checked.receipt : null
    if (options.json) {
      const fields = receipt && JSON.parse(receiptText(receipt))
      process.stdout.write(
        `${terminalJson({ database: database.displayUrl, holds, receipt: fields, differences, note })}\n`,
      )
    } else {
      const conclusion = holds
        ? `the receipt holds on ${database.displayUrl}`
        : `the receipt does not hold on ${database.displayUrl}`
      const lines = [
        ...(receipt ? [sentenceOf(receipt)] : []),
        ...differences,
        ...(note ? [note] : []),
        conclusion,
      ]
      process.stdout.write(`${lines.join('\n')}\n`)
    }
    return holds ? 0 : 1
  })
}

async function textOf(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')
  } catch (error) {
    throw new CommandError(`${file} can't be read: ${(error as Error).message}`, 2)
  }
}

/** A receipt alone, or an answer of the service that holds one. */
function shownIn(content: string): Shown {
  const trimmed = content.trim()
  if (!trimmed.startsWith('{')) return { receipt: trimmed }
  try {
    const answer = JSON.parse(trimmed) as Shown
    return typeof answer.receipt === 'string' ? answer : { receipt: '' }
  } catch {
    return { receipt: '' }
  }
}

/** Where an answer says something else than the receipt that it holds: a sentence each. */
function changedIn(shown: Shown, receipt: Receipt): string[] {
  const signed: Shown = { ...JSON.parse(receiptText(receipt)), receipt: shown.receipt }
  return SIGNED_FIELDS.filter((name) => shown[name] !== undefined && shown[name] !== signed[name]).map(
    (name) =>
      `the answer was changed: its ${name} is ${terminalJson(shown[name])}, that of the receipt ${terminalJson(signed[name])}`,
  )
}

function sentenceOf({ activityId, userId, outcome, sequence, decidedAt }: Receipt): string {
  const number = sequence === null ? '' : ` as number ${sequence}`
  const when = decidedAt === null ? '' : ` at ${new Date(decidedAt).toISOString()}`
  return `signed: user ${userId}, activity ${activityId}: ${outcome}${number}${when}`
}

import { errorText, type ServerError } from './answer-problem.ts'

/** What became of one item of a bulk request. */
export type ItemOutcome =
  | { readonly is: 'done' }
  | { readonly is: 'refused' | 'left'; readonly reason: string }

interface Item {
  readonly status: number
  readonly error?: ServerError
}

const DONE: ItemOutcome = { is: 'done' }

/** 409: it is there already. 404: there was nothing to take out. */
const DONE_STATUSES: Readonly<Record<'create' | 'delete', ReadonlySet<number>>> = {
  create: new Set([200, 201, 409]),
  delete: new Set([200, 404]),
}

/** Answered as if the document were wrong, and yet it is the cluster: any other document would be answered the same. */
const OF_THE_CLUSTER =
  /^(validation_exception|invalid_index_name_exception|index_closed_exception|index_template_missing_exception)$/
const OF_THE_CLUSTER_BY_REASON = /pipeline with id|no write index|maximum (normal )?shards|data stream/i

/** Reads what became of each of `count` items; null if that can't be told. */
export function readBulkAnswer(
  text: string,
  action: keyof typeof DONE_STATUSES,
  count: number,
): ItemOutcome[] | null {
  const items = itemsOf(text)
  if (items?.length !== count) return null
  const outcomes: ItemOutcome[] = []
  for (const entry of items) {
    const item = (entry as Readonly<Record<string, Item>> | null)?.[action]
    if (typeof item?.status !== 'number') return null
    outcomes.push(DONE_STATUSES[action].has(item.status) ? DONE : undone(item))
  }
  return outcomes
}

function undone({ status, error = {} }: Item): ItemOutcome {
  const { type = '', reason = '' } = error
  const isWrong = status === 400 && !OF_THE_CLUSTER.test(type) && !OF_THE_CLUSTER_BY_REASON.test(reason)
  if (isWrong) return { is: 'refused', reason: errorText(error) }
  // What a busy cluster says is full of numbers, and never twice the same.
  return { is: 'left', reason: isBusy(status) ? `${status} ${type}` : `${status} ${errorText(error)}` }
}

const isBusy = (status: number): boolean => status === 429 || status === 503

function itemsOf(text: string): readonly unknown[] | null {
  try {
    const { items } = JSON.parse(text) as { items?: unknown }
    return Array.isArray(items) ? items : null
  } catch {
    return null
  }
}

import { answerProblem } from './answer-problem.ts'
import { readBulkAnswer } from './bulk-answer.ts'
import { deleteRequest, type IndexedDocument } from './bulk-request.ts'
import type { ElasticsearchClient } from './elasticsearch-client.ts'

/** Nobody can tell whether a document stands twice. */
const UNREADABLE = "its answer can't be read"

/**
 * Documents that are indexed by now, and may stand in another index as well: of two the one in `odd` goes, so that whoever comes last, in whatever
 * process, leaves one. Answers with what kept it from being told; null if nothing did. @throws ElasticsearchAway
 */
export async function removeTwins(
  client: ElasticsearchClient,
  documents: readonly IndexedDocument[],
  odd: string,
): Promise<string | null> {
  if (documents.length === 0) return null
  const docs = documents.map(({ document, other }) => ({ _index: other, _id: document.id, _source: false }))
  const answer = await client.send({
    method: 'POST',
    path: '/_mget?filter_path=docs.found,docs.error.type',
    body: JSON.stringify({ docs }),
  })
  const problem = answerProblem(answer)
  if (problem !== null) return problem
  const found = foundOf(answer.text, documents.length)
  if (found === null) return UNREADABLE
  const twins = documents.filter((_, index) => found[index]).map(({ document }) => document.id)
  if (twins.length === 0) return null
  const removal = await client.send(deleteRequest(twins, odd))
  const outcomes = readBulkAnswer(removal.text, 'delete', twins.length)
  if (outcomes === null) return answerProblem(removal) ?? UNREADABLE
  const undone = outcomes.find((outcome) => outcome.is !== 'done')
  return undone ? undone.reason : null
}

interface Got {
  readonly found?: boolean
  readonly error?: { readonly type?: string }
}

/** Of each whether it is there; null if that can't be told. */
function foundOf(text: string, count: number): boolean[] | null {
  try {
    const { docs } = JSON.parse(text) as { docs: readonly Got[] }
    const isTold = ({ found, error }: Got) =>
      found !== undefined || error?.type === 'index_not_found_exception'
    return docs.length === count && docs.every(isTold) ? docs.map(({ found }) => found === true) : null
  } catch {
    return null
  }
}

import { readUserSummaries, type UserSummary } from '../../reads/events/user-summaries.ts'
import { SharedLookUp } from '../../reads/sale/shared-look-up.ts'
import type { Database } from '../../stores/database.ts'

/** Where pages of thousands ask in a second, some share a question, and one that comes alone waits for nothing. */
const GAP_MS = 2

/** Summaries of users, looked up together for all who ask at about the same time. */
export class UserSummaries extends SharedLookUp<number, UserSummary> {
  constructor(database: Pick<Database, 'query' | 'dialect'>) {
    super({
      textOf: String,
      gapMs: GAP_MS,
      find: async (userIds) => {
        const summaries = await readUserSummaries(database, userIds)
        return new Map(summaries.map((summary) => [String(summary.userId), summary]))
      },
    })
  }
}

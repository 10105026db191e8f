import { isoInstant } from '../../domain/iso-instant.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { isoOrNull } from '../../domain/text/iso-or-null.ts'
import { safeLine } from '../../live-view/safe-line.ts'
import { explain } from '../../reads/explain.ts'
import type { Explanation } from '../../reads/explanation.ts'
import { readStatus } from '../../reads/status/status.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from '../shared/command-error.ts'
import { explainText } from '../shared/explain-text.ts'
import { readingDatabase } from '../shared/using-database.ts'
import type { ExplainCommandOptions } from './explain-options.ts'

/** `axon explain`. Returns the exit code. */
export async function explainDecision(options: ExplainCommandOptions): Promise<number> {
  const { activity: activityId, user: userId } = options
  return readingDatabase(options.database, async (database) => {
    const explanation = await explain(database, { activityId, userId })
    if (!explanation) throw await nothingDecided(database, activityId, userId)
    process.stdout.write(
      `${options.json ? terminalJson(withIsoInstants(explanation)) : explainText(explanation)}\n`,
    )
    return 0
  })
}

async function nothingDecided(database: Database, activityId: number, userId: number): Promise<CommandError> {
  const [activity] = (await readStatus(database, { activityId })).activities
  if (!activity) {
    return new CommandError(`campaign activity ${activityId} does not exist: \`axon status\` shows all`)
  }
  const name = safeLine(activity.name)
  return new CommandError(
    `user ${userId} has no entry in campaign activity ${activityId} (${name}): no request of this user was approved or rejected there`,
  )
}

/** Instants as people read them. */
function withIsoInstants(explanation: Explanation): object {
  const { activity, occurrence, laterRequests } = explanation
  return {
    ...explanation,
    requestedAt: isoInstant(explanation.requestedAt),
    processedAt: isoInstant(explanation.processedAt),
    activity: { ...activity, startDate: isoOrNull(activity.startDate), endDate: isoOrNull(activity.endDate) },
    occurrence: occurrence && { ...occurrence, occurredAt: isoInstant(occurrence.occurredAt) },
    laterRequests: laterRequests.map((request) => ({
      ...request,
      requestedAt: isoInstant(request.requestedAt),
    })),
  }
}

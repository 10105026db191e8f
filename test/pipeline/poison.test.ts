import { sql } from 'drizzle-orm/sql'
import { describe, expect, it } from 'vitest'
import { verify } from '../../src/operations/verify.ts'
import { activityStrategies } from '../../src/pipeline/activity-strategies/activity-strategies.ts'
import { MessageHandler } from '../../src/pipeline/services/message-handler.ts'
import { purchase } from '../../src/pipeline/trigger-strategies/purchase.ts'
import { triggerStrategies } from '../../src/pipeline/trigger-strategies/trigger-strategies.ts'
import type { TriggerStrategy } from '../../src/pipeline/trigger-strategies/trigger-strategy.ts'
import { databases } from '../databases.ts'
import { dump } from '../dump.ts'
import { withShop } from '../open-shop.ts'
import { replayFile, withLines } from '../replay-lines.ts'
import { click, SHOP } from '../shop.ts'

/** Fails after it has written, so that there is something to undo. */
const handlerThatThrowsFor = (userId: number): MessageHandler => {
  const moody: TriggerStrategy = {
    ...purchase,
    record: (occurrence, work) => {
      purchase.record(occurrence, work)
      if (occurrence.userId === userId) throw new TypeError(`no mood for user ${userId}`)
    },
  }
  const triggers = new Map([...triggerStrategies, [moody.triggerType, moody]])
  return new MessageHandler({ activities: activityStrategies, triggers })
}

describe.each(databases)('a strategy that throws, on $name', ({ create }) => {
  it('dead-letters its own message with the stack, and leaves no trace of it', async () => {
    await withShop(create, SHOP, (database) =>
      withLines([click(1), click(2), click(3)], async (file) => {
        const totals = await replayFile(database, file, { handler: handlerThatThrowsFor(2) })
        expect(totals).toMatchObject({ approved: 2, deadLetterByReason: { HANDLER_ERROR: 1 } })
        const entries = await database.query(sql`
          SELECT user_id AS "userId", sequence FROM campaign_activity_entries ORDER BY sequence`)
        expect(entries).toEqual([
          { userId: 1, sequence: 1 },
          { userId: 3, sequence: 2 },
        ])
        const [letter] = await database.query<{ error: string }>(sql`SELECT error FROM dead_letters`)
        expect(letter?.error).toMatch(/no mood for user 2[\s\S]*at .*poison\.test/)
        expect(await dump(database)).toContain('"stock":98')
        expect(await verify(database)).toMatchObject({ holds: true })
      }),
    )
  })
})

import type { PreviewView } from '../../../admin-api/previews.ts'
import type { Happening } from '../../../conditions/happening.ts'
import type { Match } from '../../../conditions/match.ts'
import { isoInstant } from '../../../domain/iso-instant.ts'
import type { AdminServices } from '../admin-services.ts'
import { NOT_READ, RECENT_MS } from './recorded-behaviors.ts'

const MOST_EXAMPLES = 10

/** How many of the behaviours of the last hour with the same trigger a definition would have matched, and which. */
export async function triedOnRecent(
  { behaviors }: AdminServices,
  triggerType: string,
  tried: (happening: Happening) => Match,
  nowMs: number,
): Promise<NonNullable<PreviewView['recent']>> {
  if (!behaviors) {
    const since = isoInstant(nowMs - RECENT_MS)
    return { source: null, why: NOT_READ, since, looked: 0, matched: 0, examples: [] }
  }
  const found = await behaviors.ofLastHour(nowMs)
  const same = found.behaviors.filter(({ happening }) => happening.triggerType === triggerType)
  const matched = same.filter(({ happening }) => tried(happening).matched)
  return {
    source: behaviors.kind,
    why: found.why,
    since: isoInstant(found.since),
    looked: same.length,
    matched: matched.length,
    examples: matched.slice(0, MOST_EXAMPLES).map(({ occurredAt, userId, happening: { page } }) => ({
      occurredAt: isoInstant(occurredAt),
      url: page.url,
      title: page.title ?? null,
      userId,
    })),
  }
}

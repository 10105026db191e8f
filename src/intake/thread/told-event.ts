import type { BatchCommitted, PipelineEvent } from '../../pipeline/pipeline-event.ts'
import type { SourceSlice } from '../../pipeline/source-slice.ts'
import { packOutcomes } from './packed-outcomes.ts'
import { portableError } from './portable-error.ts'
import type { ToldEvent } from './thread-messages.ts'

/** Of the occurrences of a batch: they are for people to look at. */
const NEWEST_OCCURRENCES = 50

/** An event on its way to another thread: whole if somebody watches, else what counting takes. */
export function toldEvent(event: PipelineEvent, isWatched: boolean): ToldEvent {
  if (event.type === 'batch-retrying')
    return { ...event, type: 'retrying', error: portableError(event.error) }
  if (!isWatched) return { type: 'outcomes', packed: packOutcomes(event) }
  return { type: 'event', event: lightened(event) }
}

/** Without what nobody who watches needs, and what much of the memory would be: the bytes of what was decided. */
function lightened(event: BatchCommitted): BatchCommitted {
  const slices = new Map<SourceSlice, SourceSlice>()
  const light = (slice: SourceSlice): SourceSlice => {
    const known = slices.get(slice) ?? { ...slice, messages: [] }
    slices.set(slice, known)
    return known
  }
  return {
    ...event,
    decided: event.decided.map(({ request, outcome, entry }) => {
      const isKept = outcome.outcome === 'dead_letter'
      const raw = isKept ? request.raw : { ...request.raw, key: null, value: null }
      return { request: { ...request, raw, slice: light(request.slice) }, outcome, entry }
    }),
    occurrences: event.occurrences.slice(-NEWEST_OCCURRENCES),
  }
}

/** An event that {@link toldEvent} lightened, with its buffers: they arrive as the plain arrays that they are. */
export function watchedEvent(event: PipelineEvent): PipelineEvent {
  if (event.type !== 'batch-committed') return event
  return {
    ...event,
    decided: event.decided.map((one) => {
      const { key, value } = one.request.raw
      if (value === null) return one
      const raw = { ...one.request.raw, key: key && Buffer.from(key), value: Buffer.from(value) }
      return { ...one, request: { ...one.request, raw } }
    }),
  }
}

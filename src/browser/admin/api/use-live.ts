import { useEffect, useState } from 'react'
import type { Opening } from '../../../live-view/opening.ts'
import type { OutcomeCounts, ReasonCounts } from '../../../live-view/outcome-counts.ts'
import type { ActivityView, EventView, OccurrenceView, ProductView } from '../../../live-view/views.ts'
import { forgetSession } from './query-client.ts'

/** A running sale, as the terminal's dashboard has it too. */
export interface LiveSale {
  /** Epoch ms. */
  readonly now: number
  readonly outcomes: OutcomeCounts
  readonly rejectedByReason: ReasonCounts
  readonly deadLetterByReason: ReasonCounts
  readonly throughput: readonly number[]
  readonly products: readonly ProductView[]
  readonly activities: readonly (ActivityView & { readonly opening: Opening })[]
  readonly events: readonly EventView[]
  readonly occurrences: readonly OccurrenceView[]
  readonly run: { readonly waiting: string | null }
}

interface Live {
  readonly sale: LiveSale | undefined
  /** False while the connection is lost; the browser tries again by itself. */
  readonly isConnected: boolean
}

/** The state of the sale, anew at most twice a second. */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ sale: undefined, isConnected: true })
  useEffect(() => {
    const source = new EventSource('v1/live')
    source.onmessage = ({ data }: MessageEvent<string>) =>
      setLive({ sale: JSON.parse(data) as LiveSale, isConnected: true })
    source.onerror = () => setLive((before) => ({ ...before, isConnected: false }))
    source.addEventListener('ended', () => {
      source.close()
      forgetSession()
    })
    return () => source.close()
  }, [])
  return live
}

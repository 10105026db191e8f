import { useEffect, useState } from 'react'
import type { LiveView } from '../../../admin-api/live.ts'
import { queryClient, SESSION } from './query-client.ts'

/** After a refusal; a connection that is merely lost is tried again by the browser itself. */
const AGAIN_MS = 5_000

interface Live {
  readonly sale: LiveView | undefined
  /** False while the connection is lost. */
  readonly isConnected: boolean
}

/** The state of the sale, anew at most twice a second. */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ sale: undefined, isConnected: true })
  const [attempt, setAttempt] = useState(1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt is a new connection
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined
    const source = new EventSource('v1/live')
    source.onmessage = ({ data }: MessageEvent<string>) =>
      setLive({ sale: JSON.parse(data) as LiveView, isConnected: true })
    source.onerror = () => {
      setLive((before) => ({ ...before, isConnected: false }))
      if (source.readyState !== EventSource.CLOSED) return
      // It was refused: the session may have ended.
      void queryClient.invalidateQueries({ queryKey: SESSION })
      again = setTimeout(() => setAttempt((number) => number + 1), AGAIN_MS)
    }
    return () => {
      source.close()
      clearTimeout(again)
    }
  }, [attempt])
  return live
}

import { useEffect, useState } from 'react'
import type { LiveView } from '../../../admin-api/live.ts'
import { forgetSession } from './query-client.ts'

interface Live {
  readonly sale: LiveView | undefined
  /** False while the connection is lost; the browser tries again by itself. */
  readonly isConnected: boolean
}

/** The state of the sale, anew at most twice a second. */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ sale: undefined, isConnected: true })
  useEffect(() => {
    const source = new EventSource('v1/live')
    source.onmessage = ({ data }: MessageEvent<string>) =>
      setLive({ sale: JSON.parse(data) as LiveView, isConnected: true })
    source.onerror = () => setLive((before) => ({ ...before, isConnected: false }))
    source.addEventListener('ended', () => {
      source.close()
      forgetSession()
    })
    return () => source.close()
  }, [])
  return live
}

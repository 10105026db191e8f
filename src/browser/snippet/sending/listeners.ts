import type { AxonAnswer, AxonItem } from '../api.ts'
import { safely } from '../safely.ts'

type Listener = (item: AxonItem, answer?: AxonAnswer) => void

const listeners = new Set<Listener>()

/** Calls back with every item, and with its answer; returns what ends that. */
export function addListener(listener: Listener): () => void {
  const safe = safely(listener)
  listeners.add(safe)
  return () => void listeners.delete(safe)
}

export function announce(item: AxonItem, answer?: AxonAnswer): void {
  for (const listener of listeners) listener(item, answer)
}

import { useSyncExternalStore } from 'react'

/** What somebody writes and has not saved: kept in the tab, over other screens, a reload and a new sign-in. */
export interface Draft {
  readonly value: object
  /** Of what it was made from; empty for something new. */
  readonly etag: string
}

const PREFIX = 'axon-draft:'
const known = new Map<string, Draft | null>()
const listeners = new Set<() => void>()

function read(name: string): Draft | null {
  const held = known.get(name)
  if (held !== undefined) return held
  const text = sessionStorage.getItem(PREFIX + name)
  const draft = text === null ? null : (JSON.parse(text) as Draft)
  known.set(name, draft)
  return draft
}

/** Null: there is nothing left to keep. */
export function keepDraft(name: string, draft: Draft | null): void {
  known.set(name, draft)
  if (draft === null) sessionStorage.removeItem(PREFIX + name)
  else sessionStorage.setItem(PREFIX + name, JSON.stringify(draft))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useDraft = (name: string): Draft | null => useSyncExternalStore(subscribe, () => read(name))

import { useSyncExternalStore } from 'react'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'good' | 'bad'
  /** As the service says it. */
  readonly said?: string
  /** Takes back what it tells of. */
  readonly undo?: () => void
}

/** How long one stays: long enough to read it and to reach for "Undo". */
const STAY_MS = 8_000
const MOST = 3

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/** Confirms what a change did; with `undo` it can be taken back. */
export function say(text: string, more: Partial<Omit<Toast, 'id' | 'text'>> = {}): void {
  const toast: Toast = { tone: 'good', ...more, id: nextId++, text }
  set([...toasts, toast].slice(-MOST))
  setTimeout(() => dismiss(toast.id), STAY_MS)
}

export function dismiss(id: number): void {
  set(toasts.filter((toast) => toast.id !== id))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => toasts)

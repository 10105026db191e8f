import { type Key as InkKey, useInput } from 'ink'
import type { Key, NamedKey } from '../../live-view/key.ts'
import { CTRL_C } from '../../live-view/key-action.ts'

interface KeyReaderProps {
  readonly onKey: (key: Key) => void
}

/** Draws nothing, and tells the keys that are pressed. */
export function KeyReader({ onKey }: KeyReaderProps) {
  useInput((input, key) => {
    for (const pressed of keysOf(input, key)) onKey(pressed)
  })
  return null
}

const NAMES: readonly [keyof InkKey, NamedKey][] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
]

/** Characters that come at once (typed ahead, pasted) are keys one after the other. @internal */
export function keysOf(input: string, key: InkKey): Key[] {
  if (key.ctrl) return input === 'c' ? [{ name: 'character', character: CTRL_C }] : []
  if (key.tab) return [{ name: key.shift ? 'back-tab' : 'tab' }]
  const name = NAMES.find(([is]) => key[is])?.[1]
  if (name) return [{ name }]
  // Esc and a key that came at once; a terminal sends Alt and a key like that, too, and nothing here is on Alt.
  const before: Key[] = key.meta ? [{ name: 'escape' }] : []
  return [
    ...before,
    ...[...input].flatMap((character): Key[] => {
      if (character === '\r' || character === '\n') return [{ name: 'enter' }]
      if (character === '\t') return [{ name: 'tab' }]
      if (character === '\x7f' || character === '\b') return [{ name: 'backspace' }]
      return character >= ' ' ? [{ name: 'character', character }] : []
    }),
  ]
}

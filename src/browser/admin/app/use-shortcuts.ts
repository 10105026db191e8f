import { useEffect, useRef } from 'react'

/** `/`, `n`, `mod+s` (⌘S and Ctrl+S) and `Escape`. */
export type Shortcuts = Readonly<Partial<Record<'n' | 'mod+s' | 'Escape', () => void>>>

/** Keys of a screen while it is shown. Letters count only where nobody types; nothing counts behind a dialog. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const known = useRef(shortcuts)
  known.current = shortcuts
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const name = (event.ctrlKey || event.metaKey ? 'mod+' : '') + event.key
      const action = known.current[name as keyof Shortcuts]
      if (!action || event.isComposing || event.defaultPrevented || isCovered()) return
      if (name.length === 1 && isTyping(event.target)) return
      event.preventDefault()
      action()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}

/** `/` leads to the search of whatever screen is shown. */
export function useSearchShortcut(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target) || isCovered()) return
      const search = document.querySelector<HTMLInputElement>('[data-shortcut="search"]')
      if (!search) return
      event.preventDefault()
      search.focus()
      search.select()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

const isCovered = (): boolean =>
  document.querySelector('[role="dialog"], [role="listbox"], [role="menu"]') !== null

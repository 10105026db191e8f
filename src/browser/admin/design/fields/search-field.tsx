import { useEffect, useRef, useState } from 'react'
import { SearchField as AriaSearchField, Input } from 'react-aria-components'
import './field.css'

/** After the last key: what is half typed (a Korean syllable, say) is not searched for. */
const PAUSE_MS = 250

interface Props {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onSearch: (text: string) => void
}

/** Searches on the server while somebody types; `/` leads to it, `Esc` empties it. */
export function SearchField({ label, placeholder, value, onSearch }: Props) {
  const [text, setText] = useState(value)
  const search = useRef(onSearch)
  search.current = onSearch
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => search.current(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, value])
  return (
    <AriaSearchField
      aria-label={label}
      className="search-field"
      value={text}
      onChange={setText}
      onSubmit={(submitted) => search.current(submitted)}
    >
      <Input className="input" placeholder={placeholder ?? label} data-shortcut="search" />
    </AriaSearchField>
  )
}

import { useEffect, useRef, useState } from 'react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { FieldNotes } from './field-notes.tsx'
import type { Choice } from './select-field.tsx'
import './field.css'
import './select-field.css'

/** After the last key: what is half typed is not searched for. */
const PAUSE_MS = 250

interface Props {
  readonly label: string
  /** What it opens with is called so. */
  readonly openLabel: string
  readonly value: string
  readonly onChange: (id: string) => void
  /** Those that were found, and the one that is chosen. */
  readonly choices: readonly Choice[]
  readonly onSearch: (text: string) => void
  /** Stands below what was found. */
  readonly note?: string
  readonly hint?: string
  readonly error?: string
}

/** One of more than anybody would scroll through: typing a part of a name finds it. */
export function SearchSelectField({
  label,
  openLabel,
  value,
  onChange,
  choices,
  onSearch,
  note,
  hint,
  error,
}: Props) {
  const name = choices.find(({ id }) => id === value)?.name ?? ''
  const [text, setText] = useState(name)
  const search = useRef(onSearch)
  search.current = onSearch
  const isFocused = useRef(false)
  useEffect(() => {
    // While somebody is in it, a change of its text would open the list.
    if (!isFocused.current) setText(name)
  }, [name])
  useEffect(() => {
    const timer = setTimeout(() => search.current(text === name ? '' : text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, name])
  return (
    <ComboBox
      className="field"
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      inputValue={text}
      onInputChange={setText}
      onFocus={() => {
        isFocused.current = true
      }}
      onBlur={() => {
        isFocused.current = false
        // Left without a choice, it is what it was.
        setText(name)
      }}
      items={choices}
      menuTrigger="focus"
      allowsEmptyCollection
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className="field-label">{label}</Label>
      <div className="search-select">
        <Input className="input" onFocus={({ currentTarget }) => currentTarget.select()} />
        <Button className="search-select-button" aria-label={openLabel} />
      </div>
      <FieldNotes hint={hint} error={error} />
      <Popover className="popover">
        <ListBox<Choice> className="list-box">
          {({ id, name }) => (
            <ListBoxItem id={id} textValue={name} className="list-box-item">
              {name}
            </ListBoxItem>
          )}
        </ListBox>
        {note && <p className="list-box-note">{note}</p>}
      </Popover>
    </ComboBox>
  )
}

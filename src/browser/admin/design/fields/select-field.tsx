import {
  Select as AriaSelect,
  Button,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components'
import { FieldNotes } from './field-notes.tsx'
import './field.css'
import './select-field.css'

export interface Choice {
  readonly id: string
  readonly name: string
  readonly hint?: string
}

export interface ChoiceGroup {
  readonly name: string
  readonly choices: readonly Choice[]
}

interface Props {
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly value: string
  readonly onChange: (id: string) => void
  /** In groups under headings, or one list. */
  readonly choices: readonly Choice[] | readonly ChoiceGroup[]
  readonly hint?: string
  readonly error?: string
  readonly isDisabled?: boolean
}

/** One of several; typing the start of a name finds it. */
export function SelectField({
  label,
  isLabelHidden,
  value,
  onChange,
  choices,
  hint,
  error,
  isDisabled,
}: Props) {
  return (
    <AriaSelect
      className="field"
      value={value}
      onChange={(key) => onChange(String(key))}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className={isLabelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
      <Button className="input select-button">
        <SelectValue>{({ selectedText }) => <span title={selectedText}>{selectedText}</span>}</SelectValue>
      </Button>
      <FieldNotes hint={hint} error={error} />
      <Popover className="popover">
        <ListBox className="list-box">
          {choices.map((one) => ('choices' in one ? group(one) : item(one)))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

const group = ({ name, choices }: ChoiceGroup) => (
  <ListBoxSection key={name} id={name}>
    <Header className="list-box-heading">{name}</Header>
    {choices.map(item)}
  </ListBoxSection>
)

const item = ({ id, name, hint }: Choice) => (
  <ListBoxItem key={id} id={id} textValue={name} className="list-box-item">
    <Text slot="label">{name}</Text>
    {hint && <Text slot="description">{hint}</Text>}
  </ListBoxItem>
)

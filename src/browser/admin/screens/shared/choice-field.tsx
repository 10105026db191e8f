import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChoices } from '../../api/lists.ts'
import type { Resources } from '../../api/resources.ts'
import { SearchSelectField } from '../../design/fields/search-select-field.tsx'
import { SelectField } from '../../design/fields/select-field.tsx'

type Chosen = 'activities' | 'products' | 'campaigns' | 'sites'

interface Props {
  readonly resource: Chosen
  readonly label: string
  /** Null: none of them. */
  readonly value: number | null
  readonly onChange: (id: number | null) => void
  /** What none of them is called; without it one has to be chosen. */
  readonly none?: string
  readonly error?: string
}

const NONE = 'none'

/** Chooses one of what the shop has: from a list, or, where there are more than a list holds, by a search. */
export function ChoiceField({ resource, label, value, onChange, none, error }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const { items, hasMore } = useChoices(resource, { chosenId: value, text })
  const all = useChoices(resource)
  const choices = [
    ...(none === undefined ? [] : [{ id: NONE, name: none }]),
    ...items.map((one) => ({ id: String(one.id), name: nameOf(one) })),
  ]
  const isNothing = items.every(({ id }) => id === value)
  const shared = {
    ...{ label, choices, error, value: String(value ?? NONE) },
    onChange: (id: string) => onChange(id === NONE ? null : Number(id)),
  }
  if (!all.hasMore) return <SelectField {...shared} />
  return (
    <SearchSelectField
      {...shared}
      openLabel={t('common.choices')}
      onSearch={setText}
      note={hasMore ? t('common.moreChoices') : isNothing ? t('common.nothingFound') : undefined}
    />
  )
}

const nameOf = (one: Resources[Chosen]): string => ('productName' in one ? one.productName : one.name)

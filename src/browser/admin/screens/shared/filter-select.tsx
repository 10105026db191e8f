import { useTranslation } from 'react-i18next'
import { useFilter } from '../../app/use-filter.ts'
import { type Choice, SelectField } from '../../design/fields/select-field.tsx'

interface Props {
  /** Its name in the address, and in what the service is asked. */
  readonly name: string
  readonly label: string
  readonly choices: readonly Choice[]
}

/** Narrows a list to one choice, or to none. */
export function FilterSelect({ name, label, choices }: Props) {
  const { t } = useTranslation()
  const [filter, setFilter] = useFilter()
  return (
    <SelectField
      label={label}
      value={filter[name] ?? 'all'}
      onChange={(id) => setFilter({ [name]: id === 'all' ? null : id })}
      choices={[{ id: 'all', name: t('common.all') }, ...choices]}
    />
  )
}

import { useTranslation } from 'react-i18next'
import { useFilter } from '../../app/use-filter.ts'
import { ChoiceField } from './choice-field.tsx'

interface Props {
  /** Its name in the address, and in what the service is asked. */
  readonly name: string
  readonly label: string
  readonly resource: 'activities' | 'campaigns' | 'sites'
}

/** Narrows a list to what belongs to one thing of the shop, or to none. */
export function FilterChoice({ name, label, resource }: Props) {
  const { t } = useTranslation()
  const [filter, setFilter] = useFilter()
  const id = Number(filter[name])
  return (
    <ChoiceField
      resource={resource}
      label={label}
      value={Number.isSafeInteger(id) && id > 0 ? id : null}
      onChange={(chosen) => setFilter({ [name]: chosen === null ? null : String(chosen) })}
      none={t('common.all')}
    />
  )
}

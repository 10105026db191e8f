import { useTranslation } from 'react-i18next'

/** What people call a field: `startsAt` is “From”. One that has no name here is called as it is. */
export function useFieldName(): (field: string) => string {
  const { t, i18n } = useTranslation()
  return (field) => {
    const name = field.split('.').at(-1)!
    return i18n.exists(`fields.${name}`) ? t(`fields.${name}` as 'fields.name') : field
  }
}

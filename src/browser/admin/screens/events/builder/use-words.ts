import { useTranslation } from 'react-i18next'
import type { Condition, Test } from '../../../../../conditions/condition.ts'
import { readField } from './fields.ts'
import { nodeOf } from './tree.ts'

/** A condition as a sentence: “Path is like “/products/*” and element is “button.buy””. */
export function useWords() {
  const { t, i18n } = useTranslation()

  const fieldName = (field: string): string => {
    const read = readField(field)
    if (read) return t(`words.fields.${written(read.key)}` as 'words.fields.url', { name: read.name })
    const [, group = field, name] = /^(attribute\.)(.+)$/s.exec(field) ?? []
    const key = `words.audience.${written(group)}`
    return i18n.exists(key) ? t(key as 'words.audience.rollout', { name }) : field
  }
  const valueText = (value: Test['value']): string =>
    [value ?? '']
      .flat()
      .map((one) => t('words.quoted', { value: String(one) }))
      .join(', ')
  const testText = (test: Test, isNot: boolean): string => {
    const key = `words.tests.${isNot ? 'not_' : ''}${test.op}`
    if (!i18n.exists(key)) return JSON.stringify(test)
    return t(key as 'words.tests.equals', {
      field: fieldName(String(test.field)),
      value: valueText(test.value),
    })
  }
  const conditionText = (condition: Condition, isInner = false): string => {
    const node = nodeOf(condition)
    if (node.kind === 'test') return testText(node.test, node.isNot)
    const parts = node.items.map((item) => conditionText(item, true))
    const joined = parts.join(node.join === 'all' ? t('words.and') : t('words.or'))
    if (node.isNot) return t('words.not', { inner: joined })
    return isInner && parts.length > 1 ? `(${joined})` : joined
  }
  return {
    fieldName,
    testText: (test: Test) => testText(test, false),
    whenText: (when: Condition | undefined): string =>
      when === undefined ? t('words.always') : conditionText(when),
  }
}

/** As keys of texts write it: a dot would go into the text. */
const written = (field: string): string => field.replaceAll('.', '_')

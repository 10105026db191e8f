import { useTranslation } from 'react-i18next'
import type { BrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import type { Condition } from '../../../../../conditions/condition.ts'
import { NumberField } from '../../../design/fields/number-field.tsx'
import { TextField } from '../../../design/fields/text-field.tsx'
import { JsonField } from '../../shared/json-field.tsx'
import { elementOf } from './element-of.ts'
import { type Imagined, testsOf } from './imagined.ts'

interface Props {
  readonly trigger: BrowserTrigger
  readonly when: Condition | undefined
  readonly imagined: Imagined
  readonly change: (patch: Partial<Imagined>) => void
}

const OF_ELEMENTS: readonly BrowserTrigger[] = ['CLICK', 'FORM_SUBMIT', 'ELEMENT_VISIBLE']

/** What a visitor does: the address always, and what else the condition looks at. */
export function ImaginedFields({ trigger, when, imagined, change }: Props) {
  const { t } = useTranslation()
  const looksAt = (field: string): boolean => testsOf(when).some((test) => test.field === field)
  const isElementBad = imagined.element.trim() !== '' && elementOf(imagined.element) === undefined
  return (
    <>
      <TextField
        label={t('preview.url')}
        hint={t('preview.urlHint')}
        placeholder="https://shop.example/products/12?from=newsletter"
        value={imagined.url}
        onChange={(url) => change({ url })}
      />
      {looksAt('title') && (
        <TextField
          label={t('preview.title_')}
          value={imagined.title}
          onChange={(title) => change({ title })}
        />
      )}
      {looksAt('referrer') && (
        <TextField
          label={t('preview.referrer')}
          value={imagined.referrer}
          onChange={(referrer) => change({ referrer })}
        />
      )}
      {OF_ELEMENTS.includes(trigger) && (
        <TextField
          label={t('preview.element')}
          hint={t('preview.elementHint')}
          placeholder="button.buy"
          error={isElementBad ? t('preview.elementBad') : undefined}
          value={imagined.element}
          onChange={(element) => change({ element })}
        />
      )}
      {looksAt('element.text') && (
        <TextField label={t('preview.text')} value={imagined.text} onChange={(text) => change({ text })} />
      )}
      {trigger === 'SCROLL_DEPTH' && (
        <NumberField
          label={t('preview.scroll')}
          value={imagined.scroll}
          onChange={(scroll) => change({ scroll })}
        />
      )}
      {trigger === 'CUSTOM' && (
        <>
          <TextField label={t('preview.name')} value={imagined.name} onChange={(name) => change({ name })} />
          <JsonField
            label={t('preview.properties')}
            value={imagined.properties}
            onChange={(properties) => change({ properties })}
            rows={3}
          />
        </>
      )}
    </>
  )
}

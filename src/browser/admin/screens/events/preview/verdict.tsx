import { useTranslation } from 'react-i18next'
import type { BrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import { canonicalUrl } from '../../../../../conditions/canonical-url.ts'
import type { Happening } from '../../../../../conditions/happening.ts'
import { match } from '../../../../../conditions/match.ts'
import { Notice } from '../../../design/notice.tsx'
import type { EventForm } from '../event-form.ts'
import { definitionOf } from './definition-of.ts'
import { WhyList } from './why-list.tsx'

interface Props {
  readonly form: EventForm
  readonly trigger: BrowserTrigger
  readonly happening: Happening
}

/** Whether it happens, and which test decided that. */
export function Verdict({ form, trigger, happening }: Props) {
  const { t } = useTranslation()
  const { url } = happening.page
  if (url === '') return <p className="soft">{t('preview.nothingYet')}</p>
  if (canonicalUrl(url) === undefined) return <Notice tone="warn">{t('preview.urlBad')}</Notice>
  const { matched, why } = match(definitionOf(form, trigger), happening)
  return (
    <Notice tone={matched ? 'good' : 'warn'}>
      <p role="status">
        <strong>{t(matched ? 'preview.happens' : 'preview.happensNot')}</strong>
      </p>
      <WhyList why={why} />
    </Notice>
  )
}

import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../../admin-api/shop.ts'
import { hrefOf } from '../../app/route.ts'
import { ButtonLink } from '../../design/button-link.tsx'
import { InstantField } from '../../design/fields/instant-field.tsx'
import { TextField } from '../../design/fields/text-field.tsx'
import { EditorPage } from '../shared/editor-page.tsx'
import { errorAt } from '../shared/error-at.ts'
import { useEditor } from '../shared/use-editor.ts'

const NEW_CAMPAIGN: Omit<CampaignView, 'id'> = { name: '', startAt: null, endAt: null }
const SHOWN = /^(name|startAt|endAt)$/

export function CampaignEditor({ id }: { readonly id: number | null }) {
  const { t } = useTranslation()
  const editor = useEditor({
    resource: 'campaigns',
    id,
    fresh: NEW_CAMPAIGN,
    formOf: ({ name, startAt, endAt }) => ({ name, startAt, endAt }),
    nameOf: ({ name }) => name,
  })
  const { form, change, stored } = editor
  return (
    <EditorPage
      editor={editor}
      title={editor.isNew ? t('campaigns.new') : form.name}
      backHref={hrefOf('campaigns')}
      backLabel={t('campaigns.title')}
      isShown={(field) => SHOWN.test(field)}
      actions={
        stored && (
          <ButtonLink href={hrefOf('activities', { campaignId: String(stored.id) })}>
            {t('campaigns.activities')}
          </ButtonLink>
        )
      }
    >
      <div className="card form-grid">
        <TextField
          label={t('common.name')}
          value={form.name}
          onChange={(name) => change({ name })}
          error={errorAt(editor.errors, 'name')}
          isRequired
        />
        <InstantField
          label={t('common.start')}
          value={form.startAt}
          onChange={(startAt) => change({ startAt })}
          hint={t('events.datesHint')}
          error={errorAt(editor.errors, 'startAt')}
        />
        <InstantField
          label={t('common.end')}
          value={form.endAt}
          onChange={(endAt) => change({ endAt })}
          error={errorAt(editor.errors, 'endAt')}
        />
      </div>
    </EditorPage>
  )
}

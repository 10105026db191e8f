import { useTranslation } from 'react-i18next'
import { ACTIVITY_STATUSES } from '../../../../domain/campaign-activity.ts'
import { hrefOf } from '../../app/route.ts'
import { ButtonLink } from '../../design/button-link.tsx'
import { InstantField } from '../../design/fields/instant-field.tsx'
import { NumberField } from '../../design/fields/number-field.tsx'
import { SelectField } from '../../design/fields/select-field.tsx'
import { TextField } from '../../design/fields/text-field.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { ActivityStatus } from '../shared/activity-status.tsx'
import { ChoiceField } from '../shared/choice-field.tsx'
import { EditorPage } from '../shared/editor-page.tsx'
import { errorAt } from '../shared/error-at.ts'
import { useEditor } from '../shared/use-editor.ts'
import { useOutcomeName } from '../shared/use-outcome-name.ts'
import { activityFormOf, NEW_ACTIVITY } from './activity-form.ts'

const SHOWN =
  /^(name|campaignId|productId|activityType|status|limitCount|startDate|endDate|price|maxQuantity)$/

export function ActivityEditor({ id }: { readonly id: number | null }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const nameOf = useOutcomeName()
  const editor = useEditor({
    resource: 'activities',
    id,
    fresh: NEW_ACTIVITY,
    formOf: activityFormOf,
    nameOf: ({ name }) => name,
  })
  const { form, change, stored } = editor
  const wrong = (field: string): string | undefined => errorAt(editor.errors, field)
  return (
    <EditorPage
      editor={editor}
      title={editor.isNew ? t('activities.new') : form.name}
      backHref={hrefOf('activities')}
      backLabel={t('activities.title')}
      isShown={(field) => SHOWN.test(field)}
      actions={
        stored && (
          <>
            <ActivityStatus status={stored.status} />
            <span className="soft">
              {t('activities.approved')}: {number(stored.approvedCount)}
            </span>
            <ButtonLink href={hrefOf('requests', { activityId: String(stored.id) })}>
              {t('activities.requests')}
            </ButtonLink>
          </>
        )
      }
    >
      <div className="card form-grid">
        <TextField
          label={t('common.name')}
          value={form.name}
          onChange={(name) => change({ name })}
          error={wrong('name')}
          isRequired
        />
        <ChoiceField
          resource="campaigns"
          label={t('activities.campaign')}
          value={form.campaignId}
          onChange={(campaignId) => change({ campaignId })}
          none={form.campaignId === null ? t('activities.choose') : undefined}
          error={wrong('campaignId')}
        />
        <ChoiceField
          resource="products"
          label={t('activities.product')}
          value={form.productId}
          onChange={(productId) => change({ productId })}
          none={t('activities.noProduct')}
          error={wrong('productId')}
        />
        <SelectField
          label={t('common.status')}
          value={form.status}
          onChange={(id) => change({ status: ACTIVITY_STATUSES.find((one) => one === id) ?? 'DRAFT' })}
          hint={t('activities.pausedHint')}
          error={wrong('status')}
          choices={ACTIVITY_STATUSES.map((id) => ({ id, name: nameOf(id) }))}
        />
        <InstantField
          label={t('common.start')}
          value={form.startDate}
          onChange={(startDate) => change({ startDate })}
          hint={t('events.datesHint')}
          error={wrong('startDate')}
        />
        <InstantField
          label={t('common.end')}
          value={form.endDate}
          onChange={(endDate) => change({ endDate })}
          error={wrong('endDate')}
        />
        <NumberField
          label={t('activities.limit')}
          value={form.limitCount}
          onChange={(limitCount) => change({ limitCount })}
          hint={t('activities.limitHint')}
          error={wrong('limitCount')}
        />
        <NumberField
          label={t('activities.maxQuantity')}
          value={form.maxQuantity}
          onChange={(maxQuantity) => change({ maxQuantity: maxQuantity ?? 1 })}
          error={wrong('maxQuantity')}
        />
        <NumberField
          label={t('activities.price')}
          value={form.price}
          onChange={(price) => change({ price })}
          hint={t('activities.priceHint')}
          error={wrong('price')}
          digits={2}
        />
        <TextField
          label={t('activities.type')}
          value={form.activityType}
          onChange={(activityType) => change({ activityType })}
          hint={t('activities.typeHint')}
          error={wrong('activityType')}
        />
      </div>
    </EditorPage>
  )
}

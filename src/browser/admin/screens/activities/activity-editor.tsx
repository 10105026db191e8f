import { useTranslation } from 'react-i18next'
import { ACTIVITY_STATUSES } from '../../../../domain/campaign-activity.ts'
import { useChoices } from '../../api/lists.ts'
import { hrefOf } from '../../app/route.ts'
import { ButtonLink } from '../../design/button-link.tsx'
import { InstantField } from '../../design/instant-field.tsx'
import { NumberField } from '../../design/number-field.tsx'
import { SelectField } from '../../design/select-field.tsx'
import { TextField } from '../../design/text-field.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { ActivityStatus } from '../shared/activity-status.tsx'
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
  const campaigns = useChoices('campaigns', form.campaignId)
  const products = useChoices('products', form.productId)
  const wrong = (field: string): string | undefined => errorAt(editor.errors, field)
  const idOf = (choice: string): number | null => (choice === 'none' ? null : Number(choice))
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
        <SelectField
          label={t('common.status')}
          value={form.status}
          onChange={(id) => change({ status: ACTIVITY_STATUSES.find((one) => one === id) ?? 'DRAFT' })}
          hint={t('activities.pausedHint')}
          error={wrong('status')}
          choices={ACTIVITY_STATUSES.map((id) => ({ id, name: nameOf(id) }))}
        />
        <SelectField
          label={t('activities.campaign')}
          value={String(form.campaignId ?? 'none')}
          onChange={(choice) => change({ campaignId: idOf(choice) })}
          error={wrong('campaignId')}
          choices={[
            ...(form.campaignId === null ? [{ id: 'none', name: t('activities.choose') }] : []),
            ...campaigns.map(({ id, name }) => ({ id: String(id), name })),
          ]}
        />
        <SelectField
          label={t('activities.product')}
          value={String(form.productId ?? 'none')}
          onChange={(choice) => change({ productId: idOf(choice) })}
          error={wrong('productId')}
          choices={[
            { id: 'none', name: t('activities.noProduct') },
            ...products.map(({ id, productName }) => ({ id: String(id), name: productName })),
          ]}
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
      </div>
    </EditorPage>
  )
}

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PreviewView } from '../../../../../admin-api/previews.ts'
import { request } from '../../../api/request.ts'
import { Button } from '../../../design/button.tsx'
import { TextField } from '../../../design/fields/text-field.tsx'
import { Notice } from '../../../design/notice.tsx'
import { ProblemNotice } from '../../../design/problem-notice.tsx'
import { JsonField } from '../../shared/json-field.tsx'
import type { EventForm } from '../event-form.ts'
import { type Why, WhyList } from './why-list.tsx'

/** Asks the service whether a user is in the audience: only it knows what they bought, and when. */
export function AudienceCheck({ id, form }: { readonly id: number | null; readonly form: EventForm }) {
  const { t } = useTranslation()
  const [user, setUser] = useState('')
  const [attributes, setAttributes] = useState<unknown>()
  const isNumber = /^[1-9]\d*$/.test(user.trim())
  const asking = useMutation({
    mutationFn: async () => {
      const definition = { ...(id === null ? {} : { id }), ...form }
      const body = { definition, userId: Number(user), ...(attributes === undefined ? {} : { attributes }) }
      const { value } = await request<PreviewView>('events/preview', { method: 'POST', body })
      return { user: user.trim(), audience: value.audience }
    },
  })
  const answer = asking.data
  return (
    <section className="stack" aria-label={t('preview.audience')}>
      <h3>{t('preview.audience')}</h3>
      {form.triggerPayload.audience === undefined ? (
        <p className="soft">{t('preview.anybody')}</p>
      ) : (
        <>
          <TextField label={t('preview.user')} value={user} onChange={setUser} />
          <JsonField
            label={t('preview.attributes')}
            value={attributes}
            onChange={setAttributes}
            rows={2}
            hint={'{"grade": "gold"}'}
          />
          <div>
            <Button isDisabled={!isNumber || asking.isPending} onPress={() => asking.mutate()}>
              {t('preview.check')}
            </Button>
          </div>
          {asking.error && <ProblemNotice error={asking.error} />}
          {answer?.audience && (
            <Notice tone={answer.audience.holds ? 'good' : 'warn'}>
              <p role="status">
                <strong>
                  {t(answer.audience.holds ? 'preview.inAudience' : 'preview.notInAudience', {
                    user: answer.user,
                  })}
                </strong>
              </p>
              <WhyList why={answer.audience.why as Why} />
            </Notice>
          )}
        </>
      )}
    </section>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteView } from '../../../../admin-api/identity.ts'
import { problemOf } from '../../api/api-error.ts'
import { create, replace, useOne } from '../../api/one.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/fields/text-field.tsx'
import { ProblemNotice } from '../../design/problem-notice.tsx'
import { say } from '../../design/toast-store.ts'
import { findingText } from '../../texts/finding-text.ts'

/** Makes a site, or changes its name and origins. */
export function SiteDialog({ site }: { readonly site?: SiteView }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState(site?.name ?? '')
  const [origins, setOrigins] = useState(site?.origins.join('\n') ?? '')
  const [error, setError] = useState<unknown>()
  const stored = useOne('sites', isOpen && site ? site.id : null)
  const submit = async (): Promise<void> => {
    const body = { name, origins: origins.split(/\s+/).filter(Boolean) }
    try {
      if (site) await replace('sites', site.id, body, stored.data?.etag ?? '')
      else await create('sites', body)
      say(t(site ? 'common.saved' : 'common.created', { name }))
      setOpen(false)
      setError(undefined)
    } catch (problem) {
      setError(problem)
    }
  }
  const fieldError = (field: string): string | undefined => {
    const found = error === undefined ? [] : (problemOf(error).errors ?? [])
    const message = found.find((one) => one.field.startsWith(field))?.message
    return message && findingText(message)
  }
  return (
    <>
      <Button kind={site ? 'quiet' : 'primary'} onPress={() => setOpen(true)}>
        {t(site ? 'common.edit' : 'access.newSite')}
      </Button>
      <Dialog
        title={site ? site.name : t('access.newSite')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        buttons={
          <>
            <Button onPress={() => setOpen(false)}>{t('common.cancel')}</Button>
            <Button kind="primary" isDisabled={name.trim() === ''} onPress={() => void submit()}>
              {t('common.save')}
            </Button>
          </>
        }
      >
        {error !== undefined && <ProblemNotice error={error} />}
        <TextField
          label={t('access.siteName')}
          value={name}
          onChange={setName}
          error={fieldError('name')}
          autoFocus
        />
        <TextField
          label={t('access.origins')}
          hint={t('access.originsHint')}
          value={origins}
          onChange={setOrigins}
          error={fieldError('origins')}
          isMultiline
          rows={3}
        />
      </Dialog>
    </>
  )
}

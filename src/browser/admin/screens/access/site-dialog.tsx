import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteView } from '../../../../admin-api/identity.ts'
import { problemOf } from '../../api/api-error.ts'
import { create, replace } from '../../api/one.ts'
import { type Answered, request } from '../../api/request.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/fields/text-field.tsx'
import { ProblemNotice } from '../../design/problem-notice.tsx'
import { say } from '../../design/toast-store.ts'
import { findingText } from '../../texts/finding-text.ts'
import { differences } from '../shared/differences.ts'
import { DifferencesList } from '../shared/differences-list.tsx'
import { useSayProblem } from '../shared/use-say-problem.ts'

interface Seen extends Answered<SiteView> {
  /** What somebody else saved while this dialog was open. */
  readonly isTheirs: boolean
}

/** Makes a site, or changes its name and origins. */
export function SiteDialog({ site }: { readonly site?: SiteView }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [origins, setOrigins] = useState('')
  /** The site as it was seen. */
  const [seen, setSeen] = useState<Seen>()
  const [error, setError] = useState<unknown>()
  const sayProblem = useSayProblem()
  const written = { name, origins: origins.split(/\s+/).filter(Boolean) }

  const open = async (): Promise<void> => {
    try {
      const read = site && (await request<SiteView>(`sites/${site.id}`))
      setSeen(read && { ...read, isTheirs: false })
      setName(read?.value.name ?? '')
      setOrigins(read?.value.origins.join('\n') ?? '')
      setError(undefined)
      setOpen(true)
    } catch (problem) {
      sayProblem(problem)
    }
  }
  const submit = async (): Promise<void> => {
    try {
      if (site) await replace('sites', site.id, written, seen?.etag ?? '')
      else await create('sites', written)
      say(t(site ? 'common.saved' : 'common.created', { name }))
      setOpen(false)
    } catch (problem) {
      const { status, theirs, etag = '' } = problemOf(problem)
      // Whoever saves once more has seen what was saved meanwhile.
      if (status === 412) setSeen({ value: theirs as SiteView, etag, isTheirs: true })
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
      <Button kind={site ? 'quiet' : 'primary'} onPress={() => void open()}>
        {t(site ? 'common.edit' : 'access.newSite')}
      </Button>
      <Dialog
        title={seen ? seen.value.name : t('access.newSite')}
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
        {seen?.isTheirs && (
          <>
            <h3>{t('conflict.between')}</h3>
            <DifferencesList
              list={differences({ name: seen.value.name, origins: seen.value.origins }, written)}
            />
          </>
        )}
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

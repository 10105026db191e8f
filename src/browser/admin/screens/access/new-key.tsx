import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/api-error.ts'
import { create } from '../../api/one.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { InstantField } from '../../design/fields/instant-field.tsx'
import { SelectField } from '../../design/fields/select-field.tsx'
import { TextField } from '../../design/fields/text-field.tsx'
import { Notice } from '../../design/notice.tsx'
import { ProblemNotice } from '../../design/problem-notice.tsx'
import { CopyButton } from '../shared/copy-button.tsx'
import { errorAt } from '../shared/error-at.ts'

const ROLES = ['viewer', 'admin', 'business'] as const
const FRESH = { name: '', role: 'viewer' as (typeof ROLES)[number], expiresAt: null as string | null }

/** Makes a key, and shows it this once. */
export function NewKey() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [form, setForm] = useState(FRESH)
  const [made, setMade] = useState<string>()
  const [error, setError] = useState<unknown>()
  const close = (): void => {
    setOpen(false)
    setForm(FRESH)
    setMade(undefined)
    setError(undefined)
  }
  const submit = async (): Promise<void> => {
    try {
      setMade((await create('keys', form)).value.key ?? '')
    } catch (problem) {
      setError(problem)
    }
  }
  const errors = error === undefined ? [] : (problemOf(error).errors ?? [])
  return (
    <>
      <Button kind="primary" onPress={() => setOpen(true)}>
        {t('access.newKey')}
      </Button>
      <Dialog
        title={t('access.newKey')}
        isOpen={isOpen}
        onClose={close}
        buttons={
          <>
            <Button onPress={close}>{t(made === undefined ? 'common.cancel' : 'common.close')}</Button>
            {made === undefined && (
              <Button kind="primary" isDisabled={form.name.trim() === ''} onPress={() => void submit()}>
                {t('common.create')}
              </Button>
            )}
          </>
        }
      >
        {made === undefined ? (
          <>
            {error !== undefined && <ProblemNotice error={error} />}
            <TextField
              label={t('access.keyName')}
              value={form.name}
              onChange={(name) => setForm({ ...form, name })}
              error={errorAt(errors, 'name')}
              autoFocus
            />
            <SelectField
              label={t('access.role')}
              value={form.role}
              onChange={(id) => setForm({ ...form, role: ROLES.find((one) => one === id) ?? 'viewer' })}
              choices={ROLES.map((id) => ({ id, name: t(`access.roles.${id}`) }))}
            />
            <InstantField
              label={t('access.expires')}
              hint={t('access.expiresHint')}
              value={form.expiresAt}
              onChange={(expiresAt) => setForm({ ...form, expiresAt })}
              error={errorAt(errors, 'expiresAt')}
            />
          </>
        ) : (
          <>
            <Notice tone="good">{t('access.shownOnce')}</Notice>
            <pre>{made}</pre>
            <div>
              <CopyButton text={made} />
            </div>
          </>
        )}
      </Dialog>
    </>
  )
}

import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signIn } from '../../api/session.ts'
import { Settings } from '../../app/settings.tsx'
import { Button } from '../../design/button.tsx'
import { TextField } from '../../design/fields/text-field.tsx'
import { Logo } from '../../design/logo.tsx'
import { Notice } from '../../design/notice.tsx'
import { ProblemText } from '../../design/problem-text.tsx'
import { onceToken } from './once-token.ts'
import './sign-in.css'

/** With a key, or by the link that `axon serve --dev` shows. */
export function SignIn() {
  const { t } = useTranslation()
  const [key, setKey] = useState('')
  const [once] = useState(onceToken)
  const [isBusy, setBusy] = useState(once !== null)
  const [error, setError] = useState<ReactNode>()

  useEffect(() => {
    if (once === null) return
    signIn({ once }).catch(() => {
      setError(t('signIn.linkFailed'))
      setBusy(false)
    })
  }, [once, t])

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    await signIn({ key: key.trim() }).catch((problem: unknown) => {
      setError(<ProblemText error={problem} />)
      setBusy(false)
    })
  }

  return (
    <main className="sign-in">
      <form className="card stack" onSubmit={submit}>
        <h1>
          <Logo />
          {t('signIn.title')}
        </h1>
        {once !== null && isBusy && <p role="status">{t('signIn.link')}</p>}
        {error !== undefined && <Notice tone="bad">{error}</Notice>}
        <TextField
          label={t('signIn.key')}
          hint={t('signIn.keyHint')}
          type="password"
          autoComplete="current-password"
          value={key}
          onChange={setKey}
          autoFocus
        />
        <Button type="submit" kind="primary" isDisabled={isBusy || key.trim() === ''}>
          {t('signIn.submit')}
        </Button>
        <Settings />
      </form>
    </main>
  )
}

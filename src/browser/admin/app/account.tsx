import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signOut, useSession } from '../api/session.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { ShownText } from '../design/shown-text.tsx'
import { useSayProblem } from '../screens/shared/use-say-problem.ts'
import { Settings } from './settings.tsx'

/** Who is signed in; settings, and the ways out. */
export function Account() {
  const { t } = useTranslation()
  const sayProblem = useSayProblem()
  const session = useSession().data
  const [isOpen, setOpen] = useState(false)
  if (!session) return null
  const leave = (everywhere: boolean): void => {
    signOut(everywhere).catch((error: unknown) => sayProblem(error))
  }
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('shell.account')}</Button>
      <Dialog
        title={t('shell.account')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        buttons={
          <>
            <Button onPress={() => leave(true)}>{t('shell.signOutEverywhere')}</Button>
            <Button onPress={() => leave(false)}>{t('shell.signOut')}</Button>
            <Button kind="primary" onPress={() => setOpen(false)}>
              {t('common.close')}
            </Button>
          </>
        }
      >
        <p>
          <ShownText text={t('shell.signedInAs', { name: session.name })} /> ({t(`shell.${session.role}`)})
        </p>
        <Settings />
        <p className="small soft">{t('shell.shortcuts')}</p>
      </Dialog>
    </>
  )
}

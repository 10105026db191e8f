import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { differences } from './differences.ts'
import { DifferencesList } from './differences-list.tsx'
import type { Editor } from './editor.ts'

/** Somebody else saved it meanwhile: both versions are shown, and neither gets lost. */
export function ConflictDialog<Form>({ editor }: { readonly editor: Editor<Form> }) {
  const { t } = useTranslation()
  const { conflict, base, form } = editor
  if (!conflict) return null
  return (
    <Dialog
      title={t('conflict.title')}
      isWide
      isOpen
      onClose={editor.laterConflict}
      buttons={
        <>
          <Button onPress={editor.laterConflict}>{t('conflict.later')}</Button>
          <Button onPress={editor.takeTheirs}>{t('conflict.takeTheirs')}</Button>
          <Button kind="primary" onPress={editor.keepMine}>
            {t('conflict.keepMine')}
          </Button>
        </>
      }
    >
      <p>{t('conflict.explained')}</p>
      <h3>{t('conflict.theirs')}</h3>
      <DifferencesList list={differences(base, conflict.theirs)} />
      <h3>{t('conflict.mine')}</h3>
      <DifferencesList list={differences(base, form)} />
      <h3>{t('conflict.between')}</h3>
      <DifferencesList list={differences(conflict.theirs, form)} />
    </Dialog>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, type ButtonKind } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'

interface Props {
  readonly label: string
  readonly kind?: ButtonKind
  /** What is asked, and what would happen. */
  readonly title: string
  readonly text: string
  readonly onConfirm: () => void
}

/** For what can't be taken back, or concerns many: asks first. */
export function ConfirmButton({ label, kind = 'danger', title, text, onConfirm }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind={kind} onPress={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        title={title}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        buttons={
          <>
            <Button onPress={() => setOpen(false)}>{t('common.cancel')}</Button>
            <Button
              kind={kind === 'quiet' ? 'danger' : kind}
              onPress={() => {
                setOpen(false)
                onConfirm()
              }}
            >
              {label}
            </Button>
          </>
        }
      >
        <p>{text}</p>
      </Dialog>
    </>
  )
}

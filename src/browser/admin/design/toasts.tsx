import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { dismiss, useToasts } from './toast-store.ts'
import './toasts.css'

/** What was done just now, read out as it comes. */
export function Toasts() {
  const { t } = useTranslation()
  return (
    <section className="toasts" aria-label={t('common.messages')} aria-live="polite">
      {useToasts().map(({ id, text, tone, said, undo }) => (
        <div key={id} className={`toast ${tone}`}>
          <span>
            {text}
            {said !== undefined && (
              <span className="toast-said small soft" lang="en">
                {said}
              </span>
            )}
          </span>
          {undo && (
            <Button
              kind="quiet"
              onPress={() => {
                dismiss(id)
                undo()
              }}
            >
              {t('common.undo')}
            </Button>
          )}
          <Button kind="quiet" isIcon aria-label={t('common.close')} onPress={() => dismiss(id)}>
            ✕
          </Button>
        </div>
      ))}
    </section>
  )
}

import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { say } from '../../design/toast-store.ts'

export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    say(t('common.copied'))
  }
  return <Button onPress={() => void copy()}>{t('common.copy')}</Button>
}

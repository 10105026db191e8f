import { useTranslation } from 'react-i18next'
import { CopyButton } from '../shared/copy-button.tsx'

/** The signed answer that the user holds. */
export function Receipt({ receipt }: { readonly receipt: string | null }) {
  const { t } = useTranslation()
  return (
    <section className="card stack">
      <h2>{t('requests.receipt')}</h2>
      {receipt === null ? (
        <p className="soft">{t('requests.noReceipt')}</p>
      ) : (
        <>
          <pre>{receipt}</pre>
          <div className="row">
            <CopyButton text={receipt} />
            <span className="small soft">{t('requests.receiptHint')}</span>
          </div>
        </>
      )}
    </section>
  )
}

import { useTranslation } from 'react-i18next'
import type { WholeDeadLetterView } from '../../../../admin-api/dead-letters.ts'
import { ShownText } from '../../design/shown-text.tsx'

/** The message as it came: text, or base64 of bytes that are none. */
export function Payload({ letter }: { readonly letter: WholeDeadLetterView }) {
  const { t } = useTranslation()
  const { payload, payloadBase64 } = letter
  const text = payload ?? payloadBase64 ?? ''
  return (
    <section className="card stack">
      <h2>{t('deadLetters.payload')}</h2>
      {text === '' && <p className="soft">{t('deadLetters.payloadEmpty')}</p>}
      {!payload && payloadBase64 && <p className="soft">{t('deadLetters.binary')}</p>}
      {text !== '' && (
        <pre>
          <ShownText text={text} />
        </pre>
      )}
    </section>
  )
}

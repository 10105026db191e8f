import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProductView } from '../../../../admin-api/shop.ts'
import { act } from '../../api/one.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { NumberField } from '../../design/fields/number-field.tsx'
import { say } from '../../design/toast-store.ts'
import { useFormats } from '../../texts/use-formats.ts'
import { useSayProblem } from '../shared/use-say-problem.ts'
import { useWhatIsWrong } from '../shared/use-what-is-wrong.ts'

interface Props {
  readonly product: ProductView
  readonly isQuiet?: boolean
}

/** Changes a stock by a difference: what is sold meanwhile is not lost in it. */
export function Restock({ product, isQuiet }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const whatIsWrong = useWhatIsWrong()
  const sayProblem = useSayProblem()
  const [isOpen, setOpen] = useState(false)
  const [difference, setDifference] = useState<number | null>(null)
  const [error, setError] = useState<string>()
  const isBusy = useRef(false)

  const apply = async (by: number, isUndo: boolean): Promise<void> => {
    const { value } = await act('products', product.id, 'restock', { body: { difference: by } })
    const text = t('products.restocked', {
      name: value.productName,
      difference: `${by > 0 ? '+' : '−'}${formats.number(Math.abs(by))}`,
      left: formats.number(value.left),
    })
    const undo = (): void => {
      apply(-by, true).catch((problem: unknown) => sayProblem(problem))
    }
    say(text, isUndo ? {} : { undo })
  }
  const submit = async (): Promise<void> => {
    // Twice in a row would be so many twice.
    if (difference === null || difference === 0 || isBusy.current) return
    isBusy.current = true
    try {
      await apply(difference, false)
      setOpen(false)
      setDifference(null)
      setError(undefined)
    } catch (problem) {
      setError(whatIsWrong(problem).text)
    } finally {
      isBusy.current = false
    }
  }
  return (
    <>
      <Button
        kind={isQuiet ? 'quiet' : 'plain'}
        aria-label={isQuiet ? `${t('products.restock')}: ${product.productName}` : undefined}
        onPress={() => setOpen(true)}
      >
        {t('products.restock')}
      </Button>
      <Dialog
        title={t('products.restockTitle', { name: product.productName })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        buttons={
          <>
            <Button onPress={() => setOpen(false)}>{t('common.cancel')}</Button>
            <Button kind="primary" isDisabled={!difference} onPress={() => void submit()}>
              {t('products.restock')}
            </Button>
          </>
        }
      >
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <NumberField
            label={t('products.difference')}
            hint={t('products.differenceHint')}
            value={difference}
            onChange={setDifference}
            error={error}
            autoFocus
          />
          {difference !== null && (
            <p className="soft">
              {t('products.after', {
                left: formats.number(product.left),
                after: formats.number(product.left + difference),
              })}
            </p>
          )}
        </form>
      </Dialog>
    </>
  )
}

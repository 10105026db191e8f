import { useTranslation } from 'react-i18next'
import { useMayChange } from '../../api/session.ts'
import { hrefOf } from '../../app/route.ts'
import { NumberField } from '../../design/fields/number-field.tsx'
import { TextField } from '../../design/fields/text-field.tsx'
import { Tiles } from '../../design/tiles.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { EditorPage } from '../shared/editor-page.tsx'
import { errorAt } from '../shared/error-at.ts'
import { useEditor } from '../shared/use-editor.ts'
import { NEW_PRODUCT, productFormOf } from './product-form.ts'
import { Restock } from './restock.tsx'

const SHOWN = /^(productName|price|stock)$/

export function ProductEditor({ id }: { readonly id: number | null }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const mayChange = useMayChange()
  const editor = useEditor({
    resource: 'products',
    id,
    fresh: NEW_PRODUCT,
    formOf: productFormOf,
    nameOf: ({ productName }) => productName,
  })
  const { form, change, stored } = editor
  return (
    <EditorPage
      editor={editor}
      title={editor.isNew ? t('products.new') : form.productName}
      backHref={hrefOf('products')}
      backLabel={t('products.title')}
      isShown={(field) => SHOWN.test(field)}
      actions={stored && mayChange && <Restock product={stored} />}
    >
      {stored && (
        <div className="card">
          <Tiles
            list={[
              [t('products.left'), number(stored.left)],
              [t('products.sold'), number(stored.sold)],
              [t('products.all'), number(stored.stock)],
            ]}
          />
        </div>
      )}
      <div className="card form-grid">
        <TextField
          label={t('common.name')}
          value={form.productName}
          onChange={(productName) => change({ productName })}
          error={errorAt(editor.errors, 'productName')}
          isRequired
        />
        <NumberField
          label={t('products.price')}
          value={form.price}
          onChange={(price) => change({ price: price ?? 0 })}
          error={errorAt(editor.errors, 'price')}
          digits={2}
        />
        {editor.isNew && (
          <NumberField
            label={t('products.stock')}
            value={form.stock}
            onChange={(stock) => change({ stock: stock ?? 0 })}
            error={errorAt(editor.errors, 'stock')}
          />
        )}
      </div>
    </EditorPage>
  )
}

import { useTranslation } from 'react-i18next'
import type { ProductView } from '../../../../admin-api/shop.ts'
import { useList } from '../../api/lists.ts'
import { useMayChange } from '../../api/session.ts'
import { hrefOf } from '../../app/route.ts'
import { useFilter } from '../../app/use-filter.ts'
import { ClampedText } from '../../design/clamped-text.tsx'
import type { Column } from '../../design/data-table.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { ListScreen } from '../shared/list-screen.tsx'
import { Restock } from './restock.tsx'

export function ProductList() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const [filter] = useFilter()
  const mayChange = useMayChange()
  const columns: readonly Column<ProductView>[] = [
    {
      key: 'name',
      title: t('common.name'),
      width: '2fr',
      isPlain: true,
      cell: ({ id, productName }) => (
        <ClampedText look="main-link" text={productName} href={hrefOf(`products/${id}`)} />
      ),
    },
    {
      key: 'price',
      title: t('products.price'),
      width: '8rem',
      isNumber: true,
      cell: ({ price }) => number(price),
    },
    {
      key: 'left',
      title: t('products.left'),
      width: '7rem',
      isNumber: true,
      cell: ({ left }) => number(left),
    },
    {
      key: 'sold',
      title: t('products.sold'),
      width: '7rem',
      isNumber: true,
      cell: ({ sold }) => number(sold),
    },
  ]
  const actions: Column<ProductView> = {
    key: 'restock',
    title: '',
    width: '8rem',
    isAction: true,
    cell: (product) => <Restock product={product} isQuiet />,
  }
  return (
    <ListScreen
      title={t('products.title')}
      list={useList('products', filter)}
      columns={mayChange ? [...columns, actions] : columns}
      keyOf={({ id }) => id}
      searchHint={t('products.searchHint')}
      newHref={hrefOf('products/new')}
      newLabel={t('products.new')}
      empty={{ title: t('products.empty'), hint: t('products.emptyHint') }}
    />
  )
}

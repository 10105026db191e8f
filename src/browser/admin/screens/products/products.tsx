import { useRoute } from '../../app/route.ts'
import { ProductEditor } from './product-editor.tsx'
import { ProductList } from './product-list.tsx'

export default function Products() {
  const [, id] = useRoute().path
  if (id === undefined) return <ProductList />
  return <ProductEditor key={id} id={id === 'new' ? null : Number(id)} />
}

import type { ProductView } from '../../../../admin-api/shop.ts'

/** What can be written of a product; its stock is changed by a difference. */
export type ProductForm = Pick<ProductView, 'productName' | 'price' | 'stock'>

export const NEW_PRODUCT: ProductForm = { productName: '', price: 0, stock: 0 }

export const productFormOf = ({ productName, price, stock }: ProductView): ProductForm => ({
  productName,
  price,
  stock,
})

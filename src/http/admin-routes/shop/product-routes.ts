import { IdParams } from '../../../admin-api/forms.ts'
import {
  ProductChange,
  ProductDraft,
  ProductPage,
  ProductView,
  Restock,
  ShopQuery,
} from '../../../admin-api/shop.ts'
import { changeShopRows } from '../../../operations/shop/save-shop-rows.ts'
import { readShopProducts } from '../../../reads/shop/shop-products.ts'
import { ok } from '../../routes/answer.ts'
import type { Route } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { givenId } from '../given-id.ts'
import { authorOf } from '../operator-of.ts'
import { resourceRoutes } from '../resource-routes.ts'
import { missing, refusedAnswer } from '../saved-answer.ts'
import { shopResource } from './shop-resource.ts'

/** Products: what is sold, and how much of it is left. */
export function productRoutes(services: AdminServices): readonly Route[] {
  const products = shopResource(services, {
    list: 'products',
    thing: 'product',
    things: 'products',
    forms: {
      view: ProductView,
      page: ProductPage,
      query: ShopQuery,
      draft: ProductDraft,
      change: ProductChange,
    },
    edited: ['id', 'productName', 'stock', 'price'],
    read: (choice) => readShopProducts(services.reads.query, choice),
    viewOf: ({ left, ...row }): ProductView => ({ ...row, left, sold: row.stock - left }),
  })
  return [
    ...resourceRoutes(products),
    {
      id: 'restockProduct',
      method: 'POST',
      path: '/admin/v1/products/{id}/restock',
      who: 'admin',
      summary:
        'Put more of a product in stock, or take back what is left: a difference, so nobody overwrites a sale',
      params: IdParams,
      body: { operator: Restock },
      answers: {
        200: { description: 'The product as it is now.', schema: ProductView },
        404: { description: 'There is no such product.' },
        422: { description: 'So many are not left.' },
      },
      answer: async (request) => {
        const id = givenId(request.params.id)
        if (id === null) return missing('product')
        const { difference } = request.body as Restock
        const saved = await changeShopRows(
          services.database,
          'products',
          { idsOf: async () => [id], change: (row) => ({ ...row, stock: row.stock + difference }) },
          authorOf(request),
        )
        if (saved.kind === 'refused') {
          return refusedAnswer(
            saved.errors.map(({ message }) => ({
              field: 'difference',
              message: `makes a stock that ${message}`,
            })),
          )
        }
        const [view] = saved.kind === 'saved' ? await products.read({ id }, {}) : []
        return view ? ok(view, 'saved', { etag: products.tagOf(view) }) : missing('product')
      },
    },
  ]
}

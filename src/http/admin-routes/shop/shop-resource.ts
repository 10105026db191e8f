import { createShopRow, replaceShopRow } from '../../../operations/shop/save-shop-rows.ts'
import type { ShopList, ShopRow, ShopSaved } from '../../../operations/shop/shop-row.ts'
import type { ListChoice } from '../../../reads/list-choice.ts'
import type { RouteRequest } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { tagOf } from '../preconditions.ts'
import type { Resource } from '../resource-routes.ts'
import type { Saved } from '../saved.ts'

/** A list of the shop as a resource: rows as they are read have the fields of a seed file, and more. */
export interface ShopResource<
  List extends ShopList,
  Read extends ShopRow<List>,
  View extends { readonly id: number },
> extends Pick<Resource<View>, 'thing' | 'things' | 'forms'> {
  readonly list: List
  /** What can be edited: a tag changes with it. */
  readonly edited: readonly (keyof ShopRow<List>)[]
  read(choice: ListChoice, query: RouteRequest['query']): Promise<readonly Read[]>
  viewOf(row: Read): View
}

/** One code path with seeding: the same rules, the same statements (CONTRACT §16). */
export function shopResource<
  List extends ShopList,
  Read extends ShopRow<List>,
  View extends { readonly id: number },
>(
  { database }: AdminServices,
  { list, edited, read, viewOf, thing, things, forms }: ShopResource<List, Read, View>,
): Resource<View> {
  const tagOfRow = (row: ShopRow<List>): string => tagOf(...edited.map((field) => row[field]))
  const tags = new WeakMap<object, string>()
  const shown = (row: Read): View => {
    const view = viewOf(row)
    tags.set(view, tagOfRow(row))
    return view
  }
  const one = async (id: number): Promise<View | null> => {
    const [row] = await read({ id }, {})
    return row ? shown(row) : null
  }
  return {
    thing,
    things,
    forms,
    read: async (choice, query) => (await read(choice, query)).map(shown),
    tagOf: (view) => tags.get(view)!,
    create: async (fields, author) => savedOf(await createShopRow(database, list, fields, author), one, tags),
    replace: async ({ id, fields, isExpected }, author) => {
      const isCurrent = (stored: ShopRow<List>): boolean => isExpected(tagOfRow(stored))
      return savedOf(await replaceShopRow(database, list, { id, fields, isCurrent }, author), one, tags)
    },
  }
}

async function savedOf<List extends ShopList, View extends { readonly id: number }>(
  saved: ShopSaved<List>,
  one: (id: number) => Promise<View | null>,
  tags: WeakMap<object, string>,
): Promise<Saved<View>> {
  if (saved.kind === 'refused' || saved.kind === 'missing') return saved
  const row = saved.kind === 'saved' ? saved.rows[0]! : saved.stored
  const view = await one(row.id)
  if (!view) return { kind: 'missing' }
  const tag = tags.get(view)!
  return saved.kind === 'saved' ? { kind: 'saved', view, tag } : { kind: 'conflict', theirs: view, tag }
}

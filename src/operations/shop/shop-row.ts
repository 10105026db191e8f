import type { Problem } from '../../conditions/problem.ts'
import type { Seed } from '../seed/seed-schema.ts'

/** The lists of a seed file that are saved row by row through admin; events have revisions, and a way of their own. */
export type ShopList = 'products' | 'campaigns' | 'campaignActivities'

/** A row as a seed file has it: `stock` of a product is what was put in stock in all. */
export type ShopRow<List extends ShopList = ShopList> = Seed[List][number]

/** What became of saving rows. Nothing was changed unless they are saved. */
export type ShopSaved<List extends ShopList> =
  | { readonly kind: 'saved'; readonly rows: readonly ShopRow<List>[] }
  | RefusedRow
  /** Somebody else saved it since. */
  | { readonly kind: 'conflict'; readonly stored: ShopRow<List> }
  | { readonly kind: 'missing' }

export interface RefusedRow {
  readonly kind: 'refused'
  readonly errors: readonly Problem[]
}

export const refusedRow = (field: string, message: string): RefusedRow => ({
  kind: 'refused',
  errors: [{ field, message }],
})

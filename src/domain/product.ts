/** What an activity sells. `stock` is what is left; `price` is a decimal with at most two places. */
export interface Product {
  readonly id: number
  readonly stock: number
  readonly price: number
}

/** Made when it is first needed: most starts show no number, and it takes them some 5 ms. */
let grouped: Intl.NumberFormat | undefined

/** `1,234,567`; at most three decimals. */
export function formatCount(count: number): string {
  grouped ??= new Intl.NumberFormat('en')
  return grouped.format(count)
}

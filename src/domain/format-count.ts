const grouped = new Intl.NumberFormat('en')

/** `1,234,567`; at most three decimals. */
export const formatCount = (count: number): string => grouped.format(count)

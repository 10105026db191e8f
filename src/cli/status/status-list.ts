/** The lists of a status, as they are named on the command line. */
export const STATUS_LISTS = ['products', 'activities', 'occurrences', 'dead-letters', 'positions'] as const
export type StatusList = (typeof STATUS_LISTS)[number]

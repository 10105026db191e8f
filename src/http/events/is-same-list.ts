/** Whether two lists hold the same objects in the same order: then nothing that was made of the one need be made again. */
export const isSameList = <T>(one: readonly T[], other: readonly T[]): boolean =>
  one.length === other.length && one.every((item, index) => item === other[index])

/** A function that the page or the browser may call: it throws nothing into the page. */
export const safely =
  <A extends unknown[], R>(work: (...args: A) => R) =>
  (...args: A): R | undefined => {
    try {
      return work(...args)
    } catch {
      return undefined
    }
  }

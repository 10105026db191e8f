import { go, hrefOf, useRoute } from './route.ts'

/** What a list is narrowed to: kept in the address, so that a reload, Back and a link to a colleague show the same. */
export function useFilter(): [
  Readonly<Record<string, string>>,
  (change: Readonly<Record<string, string | null>>) => void,
] {
  const { path, query } = useRoute()
  return [query, (change) => go(hrefOf(path.join('/'), { ...query, ...change }), { replace: true })]
}

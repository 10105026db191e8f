/** Rows per page: some megabytes at most, and few enough round trips. */
const PAGE_ROWS = 10_000

export interface PageOptions {
  /** Characters of names; without: all of them. */
  readonly nameLength?: number | undefined
  readonly pageRows?: number | undefined
}

/** Reads a table of any size page by page; `page` answers with the rows after an id, in the order of ids. */
export async function* pagesById<Row extends { readonly id: number }>(
  page: (afterId: number, limit: number) => Promise<Row[]>,
  pageRows = PAGE_ROWS,
): AsyncGenerator<Row[]> {
  let afterId = 0
  for (;;) {
    const rows = await page(afterId, pageRows)
    const last = rows.at(-1)
    if (!last) return
    yield rows
    if (rows.length < pageRows) return
    afterId = last.id
  }
}

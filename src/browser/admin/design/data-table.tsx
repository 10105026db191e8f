// biome-ignore-all lint/a11y/useSemanticElements: rows lie where the list is scrolled to, which those of a <table> can't
// biome-ignore-all lint/a11y/useFocusableInteractive: it is a table, no grid: its links and buttons take the focus
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import './data-table.css'

export interface Column<T> {
  readonly key: string
  readonly title: string
  /** A track of a CSS grid: `2fr`, `8rem`. */
  readonly width: string
  readonly cell: (row: T) => ReactNode
  readonly isNumber?: boolean
  /** On a narrow screen a cell stands under the one before, after its title; this one says by itself what it is. */
  readonly isPlain?: boolean
  /** A button: it stands at the end of the row, on a narrow screen beside what is first. */
  readonly isAction?: boolean
}

interface Props<T> {
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string | number
  /** There are more than those: asked for when somebody comes near the end. */
  readonly hasMore?: boolean
  readonly onEnd?: () => void
}

const ROW_PX = 56
/** So many rows before the last one the next ones are asked for. */
const AHEAD = 20

/** A table of any length: only the rows in sight are in the page. */
export function DataTable<T>({ label, columns, rows, keyOf, hasMore = false, onEnd }: Props<T>) {
  const body = useRef<HTMLDivElement>(null)
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: body.current?.offsetTop ?? 0,
    getItemKey: (index) => keyOf(rows[index]!),
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const isNearEnd = hasMore && last >= rows.length - AHEAD
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once per page of rows
  useEffect(() => {
    if (isNearEnd) onEnd?.()
  }, [isNearEnd, rows.length])
  const tracks = { '--columns': columns.map(({ width }) => `minmax(0, ${width})`).join(' ') } as CSSProperties

  return (
    <div
      role="table"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      className="table"
      style={tracks}
    >
      <div role="rowgroup">
        <div role="row" className="table-row table-head" aria-rowindex={1}>
          {columns.map((column) => (
            <div role="columnheader" key={column.key} className={lookOf(column)}>
              {column.title}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="table-body" ref={body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => (
          <div
            role="row"
            key={key}
            className="table-row"
            aria-rowindex={index + 2}
            data-index={index}
            ref={virtual.measureElement}
            style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
          >
            {columns.map((column) => (
              <div
                role="cell"
                key={column.key}
                className={lookOf(column)}
                data-label={column.isPlain || column.isAction ? undefined : column.title}
              >
                {column.cell(rows[index]!)}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

const lookOf = ({ isNumber, isAction }: Pick<Column<never>, 'isNumber' | 'isAction'>): string =>
  `table-cell${isNumber ? ' number' : ''}${isAction ? ' action' : ''}`

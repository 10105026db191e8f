import { Box, type DOMElement, Transform } from 'ink'
import { useContext, useLayoutEffect, useRef } from 'react'
import { SurfaceContext } from './surface.ts'

interface RowsProps {
  /** Each exactly `width` cells wide, with its escape sequences. */
  readonly rows: readonly string[]
  readonly width: number
}

/**
 * Lines that are drawn as they are: on the surface if there is one, else by Ink. Ink keeps every text that it ever measured, for
 * good: what it measures is a placeholder of the same size, always the same, so that the memory of a dashboard that runs for
 * weeks stays flat.
 */
export function Rows({ rows, width }: RowsProps) {
  const surface = useContext(SurfaceContext)
  const box = useRef<DOMElement>(null)
  useLayoutEffect(() => {
    if (surface && box.current) return surface.place({ element: box.current, rows, width })
  })
  if (rows.length === 0 || width <= 0) return null
  if (surface) return <Box ref={box} width={width} height={rows.length} flexShrink={0} />
  const placeholder = Array(rows.length).fill('.'.repeat(width)).join('\n')
  return <Transform transform={(_, index) => rows[index] ?? ''}>{placeholder}</Transform>
}

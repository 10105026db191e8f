import { cellWidth } from './cell-width.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

export type Alignment = 'left' | 'right'

/** The text in exactly `width` cells: cut with `…`, or filled with spaces. It must be free of escape sequences. */
export function fitCells(text: string, width: number, align: Alignment = 'left'): string {
  if (width <= 0) return ''
  const cells = cellWidth(text)
  if (cells > width) return cut(text, width)
  const space = ' '.repeat(width - cells)
  return align === 'left' ? text + space : space + text
}

function cut(text: string, width: number): string {
  let kept = ''
  let cells = 0
  for (const { segment } of segmenter.segment(text)) {
    const segmentCells = cellWidth(segment)
    if (cells + segmentCells > width - 1) break
    kept += segment
    cells += segmentCells
  }
  return `${kept}…${' '.repeat(width - 1 - cells)}`
}

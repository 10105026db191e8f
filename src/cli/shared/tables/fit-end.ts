import { cellWidth } from '../../../dashboard/text/cell-width.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The text in exactly `width` cells: its start is cut with `…`, or spaces fill it up. */
export function fitEnd(text: string, width: number): string {
  const cells = cellWidth(text)
  if (cells <= width) return text + ' '.repeat(width - cells)
  let kept = ''
  let left = width - 1
  for (const { segment } of [...segmenter.segment(text)].reverse()) {
    const segmentCells = cellWidth(segment)
    if (segmentCells > left) break
    kept = segment + kept
    left -= segmentCells
  }
  return `…${' '.repeat(left)}${kept}`
}

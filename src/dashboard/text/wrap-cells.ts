import { cellWidth } from './cell-width.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Breaks one line into lines of at most `width` cells, at spaces where there are some. */
export function wrapCells(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let cells = 0
  for (const { segment } of segmenter.segment(text)) {
    const segmentCells = cellWidth(segment)
    if (cells + segmentCells > width) {
      const space = line.lastIndexOf(' ')
      const end = space > width / 2 ? space + 1 : line.length
      lines.push(line.slice(0, end).trimEnd())
      line = line.slice(end)
      cells = cellWidth(line)
    }
    line += segment
    cells += segmentCells
  }
  return [...lines, line]
}

import { Rows } from '../components/rows.tsx'
import { cellWidth } from '../text/cell-width.ts'
import { fitCells } from '../text/fit-cells.ts'
import type { Paint } from '../text/paint.ts'

interface PanelFrameProps {
  readonly title: string
  /** At the right of the title. */
  readonly note?: string
  /** Lines of `width - 4` cells; lines beyond the height are left out. */
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
  readonly isFocused: boolean
  readonly paint: Paint
}

/** A panel with its border: as large as it is told to be, whatever it holds. */
export function PanelFrame({ title, note = '', lines, width, height, isFocused, paint }: PanelFrameProps) {
  const edge = isFocused ? 'focus' : 'border'
  const side = paint(edge, '│')
  const blank = ' '.repeat(Math.max(0, width - 4))
  const inner = Array.from({ length: Math.max(0, height - 2) }, (_, index) => {
    return `${side} ${lines[index] ?? blank} ${side}`
  })
  const bottom = paint(edge, `╰${'─'.repeat(Math.max(0, width - 2))}╯`)
  const top = topLine(title, note, width, isFocused, paint)
  return <Rows rows={[top, ...inner, bottom].slice(0, height)} width={width} />
}

/** `╭ 1 Stock ───────── 3 of 12 ╮` */
function topLine(title: string, note: string, width: number, isFocused: boolean, paint: Paint): string {
  const edge = isFocused ? 'focus' : 'border'
  const room = Math.max(0, width - 4)
  const shownTitle = cellWidth(title) > room ? fitCells(title, room) : title
  const left = room - cellWidth(shownTitle)
  const shownNote = note !== '' && cellWidth(note) + 3 <= left ? ` ${note} ` : ''
  const line = '─'.repeat(Math.max(0, left - cellWidth(shownNote)))
  const start = `${paint(edge, '╭ ')}${paint(isFocused ? 'focus' : 'strong', shownTitle)}${paint(edge, ` ${line}`)}`
  return `${start}${paint('muted', shownNote)}${paint(edge, '╮')}`
}

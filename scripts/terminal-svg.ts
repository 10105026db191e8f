import stringWidth from 'string-width'

const CELL = { width: 8.4, height: 18 }
const MARGIN = 16
const FOREGROUND = '#c9d1d9'
const BACKGROUND = '#0d1117'

/** The colours of the dashboard's palette, of 256. */
const COLOURS: Readonly<Record<string, string>> = {
  '33': '#0087ff',
  '39': '#00afff',
  '208': '#ff8700',
  '214': '#ffaf00',
  '240': '#585858',
  '245': '#8a8a8a',
}

interface Style {
  readonly colour: string
  readonly isBold: boolean
  readonly isInverse: boolean
}

const PLAIN: Style = { colour: FOREGROUND, isBold: false, isInverse: false }

/** A screen, captured with its colours (`tmux capture-pane -e`), as a picture. */
export function terminalSvg(screen: string, columns: number): string {
  const lines = screen.replace(/\n+$/, '').split('\n')
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN)
  const height = lines.length * CELL.height + 2 * MARGIN
  let style = PLAIN
  const texts = lines.flatMap((line, row) => {
    const pieces: string[] = []
    let column = 0
    for (const [, codes, text] of line.matchAll(/\x1b\[([\d;]*)m|((?:[\x20-\x7e]|─)+|([^\x00-\x7f])\3*)/gu)) {
      if (codes !== undefined) style = styled(style, codes)
      else if (text !== undefined) {
        if (text.trim() !== '' || style.isInverse)
          pieces.push(block(text, column, row, style) ?? piece(text, column, row, style))
        column += stringWidth(text)
      }
    }
    return pieces
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    '<title>The dashboard of axon during a replay</title>',
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">`,
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

const LEFT_EIGHTHS = ' ▏▎▍▌▋▊▉█'
const LOWER_EIGHTHS = ' ▁▂▃▄▅▆▇'

/** Bars are drawn, since fonts leave gaps between their pieces. */
function block(text: string, column: number, row: number, { colour }: Style): string | null {
  const [first = ''] = text
  const left = LEFT_EIGHTHS.indexOf(first)
  const lower = LOWER_EIGHTHS.indexOf(first)
  if (first === ' ' || (left < 0 && lower < 0 && first !== '░')) return null
  const cells = [...text].length
  const share = left > 0 && left < 8 ? left / 8 : 1
  const rise = lower > 0 ? lower / 8 : 1
  const width = (cells - 1 + share) * CELL.width
  const height = CELL.height * rise
  const x = MARGIN + column * CELL.width
  const y = MARGIN + (row + 1) * CELL.height - height
  const opacity = first === '░' ? ' fill-opacity="0.5"' : ''
  return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${colour}"${opacity}/>`
}

/** Held to its cells, whatever font the reader has. */
function piece(text: string, column: number, row: number, { colour, isBold, isInverse }: Style): string {
  const x = (MARGIN + column * CELL.width).toFixed(1)
  const y = MARGIN + row * CELL.height
  const width = (stringWidth(text) * CELL.width).toFixed(1)
  const ground = isInverse
    ? `<rect x="${x}" y="${y}" width="${width}" height="${CELL.height}" fill="${colour}"/>`
    : ''
  const fill = isInverse ? BACKGROUND : colour
  const weight = isBold ? ' font-weight="bold"' : ''
  const length = `textLength="${width}" lengthAdjust="spacingAndGlyphs"`
  return `${ground}<text x="${x}" y="${y + 14}" fill="${fill}"${weight} ${length}>${escaped(text)}</text>`
}

function styled(style: Style, codes: string): Style {
  const colour = /(?:^|;)38;5;(\d+)/.exec(codes)?.[1]
  const others = codes.replace(/38;5;\d+/, '').split(';')
  let next = others.some((code) => code === '0') || codes === '' ? PLAIN : style
  if (others.includes('1')) next = { ...next, isBold: true }
  if (others.includes('22')) next = { ...next, isBold: false }
  if (others.includes('7')) next = { ...next, isInverse: true }
  if (others.includes('27')) next = { ...next, isInverse: false }
  if (others.includes('39')) next = { ...next, colour: FOREGROUND }
  return colour === undefined ? next : { ...next, colour: COLOURS[colour] ?? FOREGROUND }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What a piece of text means; how it looks is decided here only. */
export type Style =
  | 'plain'
  | 'muted'
  | 'strong'
  | 'accent'
  | 'good'
  | 'warning'
  | 'bad'
  | 'border'
  | 'focus'
  | 'selected'

export type Paint = (style: Style, text: string) => string

/** Colours that the terminal has: none (`NO_COLOR`, or a dumb one), the basic 16, or 256. */
export type ColourDepth = 0 | 16 | 256

/** Blue, sky blue, orange and vermilion: told apart with every kind of colour vision; symbols say the same. */
const COLOURS: Readonly<Record<Style, { readonly deep: string; readonly basic: string }>> = {
  plain: { deep: '', basic: '' },
  muted: { deep: '38;5;245', basic: '90' },
  strong: { deep: '', basic: '' },
  accent: { deep: '38;5;39', basic: '36' },
  good: { deep: '38;5;33', basic: '34' },
  warning: { deep: '38;5;214', basic: '33' },
  bad: { deep: '38;5;208', basic: '33' },
  border: { deep: '38;5;240', basic: '90' },
  focus: { deep: '38;5;39', basic: '36' },
  selected: { deep: '', basic: '' },
}

const BOLD: readonly Style[] = ['strong', 'bad', 'focus']

/** Weight and inversion are no colours: they stay where colours are off. */
export function paintFor(depth: ColourDepth): Paint {
  return (style, text) => {
    if (style === 'plain' || text === '') return text
    if (style === 'selected') return `\x1b[7m${text}\x1b[27m`
    const { deep, basic } = COLOURS[style]
    const colour = depth === 256 ? deep : depth === 16 ? basic : ''
    const coloured = colour === '' ? text : `\x1b[${colour}m${text}\x1b[39m`
    return BOLD.includes(style) ? `\x1b[1m${coloured}\x1b[22m` : coloured
  }
}

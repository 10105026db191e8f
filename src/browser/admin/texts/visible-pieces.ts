import { INVISIBLE } from '../../../domain/invisible.ts'

/** A piece of text as it is, or one character that nobody would see. */
export type Piece = { readonly text: string } | { readonly hidden: string }

/** Emoji are made of pictures, joiners and selectors: those belong to what is seen. */
const EMOJI =
  /\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?(?:\u200d\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?)*/u
const PARTS = new RegExp(`${EMOJI.source}|(${INVISIBLE.source})`, 'gu')

/** Splits text where it has characters that turn its direction, have no width, or are not drawn at all. */
export function visiblePieces(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let start = 0
  for (const found of text.matchAll(PARTS)) {
    const hidden = found[1]
    if (hidden === undefined || hidden === '\n') continue
    if (found.index > start) pieces.push({ text: text.slice(start, found.index) })
    pieces.push({ hidden })
    start = found.index + hidden.length
  }
  if (start < text.length) pieces.push({ text: text.slice(start) })
  return pieces
}

/** `U+200B` */
export const codePointName = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`

import { codePointName, visiblePieces } from './visible-pieces.ts'

/** Text as it can be told where nothing can be marked: what is hidden in it is named. */
export const visibleText = (text: string): string =>
  visiblePieces(text)
    .map((piece) => ('text' in piece ? piece.text : codePointName(piece.hidden)))
    .join('')

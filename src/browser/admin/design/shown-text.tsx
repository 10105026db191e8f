import { codePointName, visiblePieces } from '../texts/visible-pieces.ts'
import './shown-text.css'

/** Text that somebody else wrote: it can't turn the direction of what stands around it, and what is hidden in it is seen. */
export function ShownText({ text }: { readonly text: string }) {
  let at = 0
  const pieces = visiblePieces(text).map((piece) => {
    const key = at
    at += 1
    if ('text' in piece) return <span key={key}>{piece.text}</span>
    return (
      <span key={key} className="hidden-character">
        {codePointName(piece.hidden)}
      </span>
    )
  })
  return <bdi>{pieces}</bdi>
}

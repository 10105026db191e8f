import type { DOMElement } from 'ink'
import { createContext } from 'react'

interface Piece {
  readonly element: DOMElement
  readonly rows: readonly string[]
  readonly width: number
}

/**
 * Puts a frame together from lines whose width is known, at the places that Ink has laid out. Ink's own drawing takes a line
 * apart into its letters and styles, which costs twenty times as much as all the rest of a frame.
 */
export class Surface {
  readonly #pieces = new Set<Piece>()

  /** Answers with what takes it away again. */
  place(piece: Piece): () => void {
    this.#pieces.add(piece)
    return () => {
      this.#pieces.delete(piece)
    }
  }

  /** The lines of the frame, from the top. */
  lines(): string[] {
    const placed = [...this.#pieces].map((piece) => ({ ...piece, ...placeOf(piece.element) }))
    placed.sort((a, b) => a.left - b.left)
    const lines: { text: string; cells: number }[] = []
    for (const { rows, width, left, top } of placed) {
      for (const [index, row] of rows.entries()) {
        const line = lines[top + index] ?? { text: '', cells: 0 }
        lines[top + index] = line
        line.text += ' '.repeat(Math.max(0, left - line.cells)) + row
        line.cells = left + width
      }
    }
    return Array.from(lines, (line) => line?.text ?? '')
  }
}

/** Null: Ink draws by itself. */
export const SurfaceContext = createContext<Surface | null>(null)

function placeOf(element: DOMElement): { left: number; top: number } {
  let left = 0
  let top = 0
  for (let node: DOMElement | undefined = element; node; node = node.parentNode) {
    left += node.yogaNode?.getComputedLeft() ?? 0
    top += node.yogaNode?.getComputedTop() ?? 0
  }
  return { left, top }
}

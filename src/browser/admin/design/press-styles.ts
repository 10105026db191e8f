/** The id under which react-aria looks for its one style element before it adds it. */
const STYLE_ID = 'react-aria-pressable-style'

/**
 * Keeps react-aria from adding a style element, which the page's Content-Security-Policy forbids: what it would say stands in
 * `base.css`. Called before anything is drawn.
 */
export function provideStylesOfPresses(): void {
  const mark = document.createElement('meta')
  mark.id = STYLE_ID
  document.head.append(mark)
}

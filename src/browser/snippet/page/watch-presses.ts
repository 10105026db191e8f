import { happen } from '../detect.ts'
import { listen } from '../listen.ts'
import { innermost } from './element-facts.ts'

/** What people press; what lies inside (an icon, a span) is a part of it. */
const CONTROL = 'a,button,input,select,textarea,label,[role=button]'

/** The field of the label that was just pressed: the browser goes on to press it, and both are one press. */
let field: Element | null | undefined
let counted: Record<number, boolean>

/** Clicks of any kind (left and middle button, keyboard, scripts), and forms. */
export const watchPresses = (): void => {
  listen<MouseEvent>('click auxclick submit', (event) => {
    const { type, button } = event
    const path = event.composedPath() as Element[]
    const roots = path.filter((node, index) => 'closest' in node && path[index - 1]?.parentNode !== node)
    const target = roots[0]!
    if (type === 'submit') happen('FORM_SUBMIT', { element: target, roots })
    // The right button opens a menu.
    else if (button === +(type !== 'click') && !innermost(roots, ':disabled:not(fieldset)')) {
      if (field !== target) counted = {}
      field = (innermost(roots, 'label') as HTMLLabelElement | undefined)?.control
      setTimeout(() => {
        field = null
      })
      happen('CLICK', { element: innermost(roots, CONTROL) ?? target, roots, counted })
    }
  })
}

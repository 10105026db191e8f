import { happen } from '../detect.ts'
import { later } from '../later.ts'
import { listen } from '../listen.ts'
import { innermost, pathFrom } from './element-facts.ts'

/** What people press; what lies inside (an icon, a span) is a part of it. */
const CONTROL =
  'a,area,button,input,select,textarea,summary,label,[role=button],[role=link],[role=tab],[role=menuitem]'

/** The field of the label that was just pressed: the browser goes on to press it, and both are one press. */
let field: Element | null | undefined
let counted: Record<number, boolean>

/** Clicks of any kind (left and middle button, keyboard, scripts), and forms. */
export function watchPresses(): void {
  listen<MouseEvent>(window, 'click auxclick submit', (event) => {
    const { type, button } = event
    const target = event.composedPath()[0] as Element
    const path = pathFrom(target)
    if (type === 'submit') happen('FORM_SUBMIT', { element: target, path })
    // The right button opens a menu.
    else if (button === +(type !== 'click') && !innermost(path, ':disabled:not(fieldset)')) {
      if (field !== target) counted = {}
      field = (innermost(path, 'label') as HTMLLabelElement | undefined)?.control
      later(0, () => {
        field = null
      })
      happen('CLICK', { element: innermost(path, CONTROL) ?? target, path, counted })
    }
  })
}

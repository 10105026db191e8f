import { cutText } from '../domain/shown-text.ts'
import { safeText } from './safe-text.ts'

/** {@link safeText} of at most 500 UTF-16 code units: a name may have any length. */
export const safeLine = (text: string): string => safeText(cutText(text))

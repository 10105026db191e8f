import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import './button.css'

export type ButtonKind = 'plain' | 'primary' | 'quiet' | 'danger'

interface Props extends Omit<AriaButtonProps, 'className'> {
  readonly kind?: ButtonKind
  /** As wide as high: needs an `aria-label`. */
  readonly isIcon?: boolean
}

export function Button({ kind = 'plain', isIcon, ...props }: Props) {
  return <AriaButton {...props} className={`button ${kind}${isIcon ? ' icon' : ''}`} />
}

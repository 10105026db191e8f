import type { ReactNode } from 'react'
import type { ButtonKind } from './button.tsx'
import './button.css'

interface Props {
  readonly href: string
  readonly kind?: ButtonKind
  /** The name of the file that it saves, where it is a download. */
  readonly download?: string
  readonly children: ReactNode
}

/** A link that looks like a button: it leads somewhere, and changes nothing. */
export function ButtonLink({ kind = 'plain', ...props }: Props) {
  return <a {...props} className={`button ${kind}`} />
}

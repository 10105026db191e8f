import type { ReactNode } from 'react'
import './empty-state.css'

interface Props {
  readonly title: string
  /** What to do next. */
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** Stands where a list would be: why there is nothing, and what to do next. */
export const EmptyState = ({ title, children, action }: Props) => (
  <div className="empty-state">
    <h2>{title}</h2>
    <p>{children}</p>
    {action}
  </div>
)

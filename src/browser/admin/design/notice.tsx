import type { ReactNode } from 'react'
import type { Tone } from './badge.tsx'
import './notice.css'

interface Props {
  readonly tone?: Tone
  readonly children: ReactNode
}

/** Something to know about what is shown; errors are read out at once. */
export const Notice = ({ tone = 'plain', children }: Props) => (
  <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
    {children}
  </div>
)

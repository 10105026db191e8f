import type { ReactNode } from 'react'
import './badge.css'

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent'

/** A word about the state of something; the word says it, the colour only helps. */
export const Badge = ({
  tone = 'plain',
  children,
}: {
  readonly tone?: Tone
  readonly children: ReactNode
}) => <span className={`badge ${tone}`}>{children}</span>

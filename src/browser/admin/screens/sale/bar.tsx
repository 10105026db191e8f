interface Props {
  /** 0 … 1 */
  readonly share: number
  readonly look?: string
}

/** How much of something is there; what it says stands beside it. */
export const Bar = ({ share, look = '' }: Props) => (
  <div className={`bar ${look}`} aria-hidden="true">
    <span style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
  </div>
)

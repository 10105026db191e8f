const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const

export interface Bar {
  readonly filled: string
  readonly empty: string
}

/** A bar of `width` cells, filled by `share` (0 … 1), exact to an eighth of a cell. Anything above nothing is seen. */
export function bar(share: number, width: number): Bar {
  const bounded = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0
  const eighths = bounded === 0 ? 0 : Math.max(1, Math.round(bounded * width * 8))
  const whole = Math.floor(eighths / 8)
  const filled = '█'.repeat(whole) + (EIGHTHS[eighths % 8] ?? '')
  return { filled, empty: '░'.repeat(Math.max(0, width - filled.length)) }
}

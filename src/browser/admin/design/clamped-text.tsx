import { visibleText } from '../texts/visible-text.ts'
import { ShownText } from './shown-text.tsx'

interface Props {
  readonly text: string
  /** Where it leads to. */
  readonly href?: string
  readonly look?: string
}

/** Text of any length in at most two lines: all of it is told when it is pointed at. */
export function ClampedText({ text, href, look = '' }: Props) {
  const Tag = href === undefined ? 'span' : 'a'
  return (
    <Tag className={`clamp ${look}`} title={visibleText(text)} href={href}>
      <ShownText text={text} />
    </Tag>
  )
}

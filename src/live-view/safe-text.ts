import { INVISIBLE } from '../domain/invisible.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Signs that ask for another look of the character before, or put it on a key; terminals disagree about the room for that. */
const LOOKS = /[\ufe0e\ufe0f\u20e3]/g
const JOINED_EMOJI =
  /(\p{Extended_Pictographic})[\ufe0e\ufe0f]?(?:[\u{1f3fb}-\u{1f3ff}])?(?:\u200d\p{Extended_Pictographic}[\ufe0e\ufe0f]?(?:[\u{1f3fb}-\u{1f3ff}])?)*/gu
const REGIONAL_INDICATOR = /[\u{1f1e6}-\u{1f1ff}]/gu
/** More marks on one letter than any script has: they would be drawn over the lines above and below. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu
/** A character that takes room of its own: no mark that stands on the one before it, and nothing that is not drawn. */
const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Cs}]/u
/** Most names: letters of Latin, Korean, Chinese and Japanese that are what they look like. */
const PLAIN = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]*$/

/**
 * Text from messages and tables as a terminal may show it, on one line: what is {@link INVISIBLE} becomes `·`, and sequences that
 * terminals disagree about (joined emoji, flags) become what they all draw alike.
 */
export function safeText(text: string): string {
  if (PLAIN.test(text)) return text
  const seen = text
    .normalize('NFC')
    .replace(/[\t\n\r]+/g, ' ')
    .replace(JOINED_EMOJI, '$1')
    .replace(REGIONAL_INDICATOR, (letter) => String.fromCharCode(letter.codePointAt(0)! - 0x1f1e6 + 0x41))
    .replace(LOOKS, '')
    .replace(STACKED_MARKS, '$1')
    .replace(INVISIBLE, '·')
  // What has no width of its own, and nothing to stand on, would shift the rest of the line.
  return [...segmenter.segment(seen)].map(({ segment }) => (VISIBLE.test(segment) ? segment : '·')).join('')
}

/**
 * What a terminal obeys, or does not draw: control characters, marks that turn the direction of text, line separators, fillers, tags,
 * variation selectors, lone surrogates. Two texts that differ in them alone look alike, or look like a third one.
 */
export const INVISIBLE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu

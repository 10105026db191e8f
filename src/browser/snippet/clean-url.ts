import { dropQuery } from './settings.ts'

/** Nobody tests what comes after, and it is sent with every item. */
const MAX_LENGTH = 2_048

/** `DROPPED_QUERY` in few bytes: a test holds the two against each other. */
const NAMES =
  '((access|id|refresh)_)?token|code|pass(word|wd)|pwd|secret|email|session(_?id)?|sid|(api_?)?key|auth|jwt|otp|'

const dropped = new RegExp(`([?&#])((${NAMES + dropQuery})=[^&#]*&?)+`, 'gi')

/** A URL as it may be stored and sent: without the query parameters that are left out, and not too long. */
export const cleanUrl = (url: string): string => url.replace(dropped, '$1').slice(0, MAX_LENGTH)

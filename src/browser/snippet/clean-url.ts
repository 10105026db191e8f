import { DROPPED_QUERY } from '../../domain/privacy/dropped-query.ts'
import { dropQuery } from './settings.ts'

/** Nobody tests what comes after, and it is sent with every item. */
const MAX_LENGTH = 2_048

const dropped = new RegExp(`([?&#])(${`${DROPPED_QUERY},${dropQuery}`.replace(/[\s,]+/g, '|')})=[^&#]*`, 'gi')

/** A URL as it may be stored and sent: without the query parameters that are left out, and not too long. */
export const cleanUrl = (url: string): string =>
  url
    .replace(dropped, '$1')
    .replace(/([?&#])&+|[?&]$/g, '$1')
    .slice(0, MAX_LENGTH)

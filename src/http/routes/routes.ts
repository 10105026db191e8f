import { scriptRoutes } from '../scripts/script-routes.ts'
import { getActiveEvents } from './get-active-events.ts'
import { getActivity } from './get-activity.ts'
import { getOwnEntry } from './get-own-entry.ts'
import { getReceiptKeys } from './get-receipt-keys.ts'
import { getLivez, getReadyz } from './health-routes.ts'
import { postBusinessEvents } from './post-business-events.ts'
import { postEntry } from './post-entry.ts'
import { postOccurrences } from './post-occurrences.ts'
import type { Route } from './route.ts'
import type { Services } from './services.ts'
import { streamActivity } from './stream-activity.ts'

/** Every route of the service, but those that show this list. */
export const routes = (services: Services): readonly Route[] => [
  postEntry(services),
  getOwnEntry(services),
  getActivity(services),
  streamActivity(services),
  getActiveEvents(services),
  postBusinessEvents(services),
  postOccurrences(services),
  getReceiptKeys(services),
  getLivez(),
  getReadyz(services),
  ...scriptRoutes(),
]

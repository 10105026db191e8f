import type { Route } from '../routes/route.ts'
import type { AdminServices } from './admin-services.ts'
import { changeRoutes } from './change-routes.ts'
import { deadLetterRoutes } from './dead-letters/dead-letter-routes.ts'
import { settleRoutes } from './dead-letters/settle-routes.ts'
import { eventRoutes } from './events/event-routes.ts'
import { previewRoutes } from './events/preview-routes.ts'
import { keyRoutes } from './identity/key-routes.ts'
import { siteRoutes } from './identity/site-routes.ts'
import { liveRoute } from './live-route.ts'
import { entryRoutes } from './requests/entry-routes.ts'
import { safely } from './safely.ts'
import { sessionRoutes } from './session-routes.ts'
import { activityRoutes } from './shop/activity-routes.ts'
import { campaignRoutes } from './shop/campaign-routes.ts'
import { productRoutes } from './shop/product-routes.ts'

/** Every route of the admin API (CONTRACT §16), but those that show this list. */
export const adminRoutes = (services: AdminServices): readonly Route[] =>
  [
    ...sessionRoutes(services),
    ...previewRoutes(services),
    ...eventRoutes(services),
    liveRoute(services),
    ...activityRoutes(services),
    ...productRoutes(services),
    ...campaignRoutes(services),
    ...entryRoutes(services),
    ...deadLetterRoutes(services),
    ...settleRoutes(services),
    ...siteRoutes(services),
    ...keyRoutes(services),
    ...changeRoutes(services),
  ].map((route) => safely(route, services))

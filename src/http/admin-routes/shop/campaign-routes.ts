import {
  CampaignChange,
  CampaignDraft,
  CampaignPage,
  CampaignView,
  ShopQuery,
} from '../../../admin-api/shop.ts'
import { isoOrNull } from '../../../domain/text/iso-or-null.ts'
import { readShopCampaigns } from '../../../reads/shop/shop-campaigns.ts'
import type { Route } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { resourceRoutes } from '../resource-routes.ts'
import { shopResource } from './shop-resource.ts'

/** Campaigns: what activities belong to. */
export const campaignRoutes = (services: AdminServices): readonly Route[] =>
  resourceRoutes(
    shopResource(services, {
      list: 'campaigns',
      thing: 'campaign',
      things: 'campaigns',
      forms: {
        view: CampaignView,
        page: CampaignPage,
        query: ShopQuery,
        draft: CampaignDraft,
        change: CampaignChange,
      },
      edited: ['id', 'name', 'startAt', 'endAt'],
      read: (choice) => readShopCampaigns(services.reads.query, services.reads.dialect, choice),
      viewOf: ({ startAt, endAt, ...row }): CampaignView => ({
        ...row,
        startAt: isoOrNull(startAt),
        endAt: isoOrNull(endAt),
      }),
    }),
  )

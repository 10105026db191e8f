import { type ComponentType, lazy } from 'react'
import type { Texts } from '../texts/texts.ts'

export interface Screen {
  /** The first part of its address. */
  readonly path: string
  /** Its name in the navigation. */
  readonly title: keyof Texts['shell']
  readonly Component: ComponentType
}

/** In the order of the navigation; each is loaded when it is shown first. */
export const SCREENS: readonly Screen[] = [
  { path: 'sale', title: 'sale', Component: lazy(() => import('../screens/sale/sale.tsx')) },
  { path: 'events', title: 'events', Component: lazy(() => import('../screens/events/events.tsx')) },
  {
    path: 'activities',
    title: 'activities',
    Component: lazy(() => import('../screens/activities/activities.tsx')),
  },
  { path: 'products', title: 'products', Component: lazy(() => import('../screens/products/products.tsx')) },
  {
    path: 'campaigns',
    title: 'campaigns',
    Component: lazy(() => import('../screens/campaigns/campaigns.tsx')),
  },
  { path: 'requests', title: 'requests', Component: lazy(() => import('../screens/requests/requests.tsx')) },
  {
    path: 'dead-letters',
    title: 'deadLetters',
    Component: lazy(() => import('../screens/dead-letters/dead-letters.tsx')),
  },
  { path: 'changes', title: 'changes', Component: lazy(() => import('../screens/changes/changes.tsx')) },
  { path: 'access', title: 'access', Component: lazy(() => import('../screens/access/access.tsx')) },
]

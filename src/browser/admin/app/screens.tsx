import type { ComponentType } from 'react'
import type { Texts } from '../texts/texts.ts'
import type { Route } from './route.ts'

export interface Screen {
  /** The first part of its address. */
  readonly path: string
  /** Its name in the navigation. */
  readonly title: keyof Texts['shell']
  /** Its code: loaded when it is shown first. */
  readonly load: () => Promise<ComponentType>
}

const screen = (
  path: string,
  title: Screen['title'],
  load: () => Promise<{ readonly default: ComponentType }>,
): Screen => ({ path, title, load: async () => (await load()).default })

/** In the order of the navigation. */
export const SCREENS: readonly Screen[] = [
  screen('sale', 'sale', () => import('../screens/sale/sale.tsx')),
  screen('events', 'events', () => import('../screens/events/events.tsx')),
  screen('activities', 'activities', () => import('../screens/activities/activities.tsx')),
  screen('products', 'products', () => import('../screens/products/products.tsx')),
  screen('campaigns', 'campaigns', () => import('../screens/campaigns/campaigns.tsx')),
  screen('requests', 'requests', () => import('../screens/requests/requests.tsx')),
  screen('dead-letters', 'deadLetters', () => import('../screens/dead-letters/dead-letters.tsx')),
  screen('changes', 'changes', () => import('../screens/changes/changes.tsx')),
  screen('access', 'access', () => import('../screens/access/access.tsx')),
]

/** Undefined: there is none at this place. */
export const screenOf = ({ path: [place = 'sale'] }: Route): Screen | undefined =>
  SCREENS.find(({ path }) => path === place)

import type { BrowserCase } from '../browser-case.ts'
import { addresses } from './addresses.ts'
import { clicks } from './clicks.ts'
import { delivery } from './delivery.ts'
import { formsAndElements } from './forms-and-elements.ts'
import { frameworks } from './frameworks.ts'
import { links } from './links.ts'
import { otherScripts } from './other-scripts.ts'
import { pageViews } from './page-views.ts'
import { prerendering } from './prerendering.ts'
import { privacy } from './privacy.ts'
import { random } from './random.ts'
import { realAxon } from './real-axon.ts'
import { routes } from './routes.ts'
import { sending } from './sending.ts'
import { strangePages } from './strange-pages.ts'
import { vectors } from './vectors.ts'

/** Every case, by what it is about. */
export const ALL_CASES: Readonly<Record<string, readonly BrowserCase[]>> = {
  'page views': pageViews,
  prerendering,
  routes,
  'other scripts': otherScripts,
  addresses,
  clicks,
  links,
  'forms and elements': formsAndElements,
  frameworks,
  delivery,
  sending,
  'strange pages': strangePages,
  privacy,
  'the real service': realAxon,
  vectors,
  random,
}

import type { BrowserCase } from '../browser-case.ts'
import { addresses } from './detecting/addresses.ts'
import { clicks } from './detecting/clicks.ts'
import { controls } from './detecting/controls.ts'
import { earlyCalls } from './detecting/early-calls.ts'
import { ending } from './detecting/ending.ts'
import { formsAndElements } from './detecting/forms-and-elements.ts'
import { frameworks } from './detecting/frameworks.ts'
import { links } from './detecting/links.ts'
import { otherScripts } from './detecting/other-scripts.ts'
import { pageViews } from './detecting/page-views.ts'
import { prerendering } from './detecting/prerendering.ts'
import { routes } from './detecting/routes.ts'
import { strangePages } from './detecting/strange-pages.ts'
import { random } from './matching/random.ts'
import { vectors } from './matching/vectors.ts'
import { buying } from './sending/buying.ts'
import { delivery } from './sending/delivery.ts'
import { privacy } from './sending/privacy.ts'
import { realAxon } from './sending/real-axon.ts'
import { sending } from './sending/sending.ts'
import { tokens } from './sending/tokens.ts'
import { users } from './sending/users.ts'
import { waiting } from './sending/waiting.ts'

/** Every case, by what it is about. */
export const ALL_CASES: Readonly<Record<string, readonly BrowserCase[]>> = {
  'page views': pageViews,
  prerendering,
  routes,
  'other scripts': otherScripts,
  addresses,
  clicks,
  controls,
  links,
  'forms and elements': formsAndElements,
  frameworks,
  delivery,
  sending,
  waiting,
  'strange pages': strangePages,
  'early calls': earlyCalls,
  ending,
  privacy,
  users,
  tokens,
  buying,
  'the real service': realAxon,
  vectors,
  random,
}

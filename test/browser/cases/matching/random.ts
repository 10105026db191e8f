import fc from 'fast-check'
import { expect } from 'vitest'
import type { BrowserDefinition } from '../../../../src/conditions/browser-definition.ts'
import type { Happening } from '../../../../src/conditions/happening.ts'
import { match } from '../../../../src/conditions/match.ts'
import type { BrowserCase } from '../../browser-case.ts'
import { arbitraryDefinition, arbitraryStep, type Step } from '../../shop/arbitrary-definitions.ts'
import type { Visitor } from '../../visitor.ts'

/** A page load each. */
const RUNS = 8
/** So much that a queue holds all that one run can match. */
const MAX_DEFINITIONS = 20
const MAX_STEPS = 8

const routeOf = ({ path, query, hash }: Step, number: number): string =>
  `${path === '/' ? '' : path}/n${number}${query}${hash}`

/** Does a step: a route, a call of `track`, and a click on an element that is made for it. */
const DO_STEP = `(step, route) => {
  history.pushState(null, '', route)
  axon.track(step.name, step.properties)
  const element = document.createElement(step.href === null ? 'b' : 'a')
  element.id = step.element.id
  element.className = step.element.className
  element.textContent = step.element.text
  if (step.element.data !== null) element.setAttribute('data-a', step.element.data)
  if (step.href !== null) element.href = step.href
  element.addEventListener('click', (event) => event.preventDefault())
  document.querySelector('main').append(element)
  element.click()
  element.remove()
}`

/** What a page does in a step, as the contract describes it; a route refers to the one before it. */
function happeningsOf(steps: readonly Step[], number: number, origin: string): readonly Happening[] {
  const step = steps[number]!
  const before = steps[number - 1]
  const url = new URL(routeOf(step, number), origin).href
  const referrer = new URL(before === undefined ? '/' : routeOf(before, number - 1), origin).href
  const page = { url, title: 'Shop', referrer }
  const { id, className, text, data } = step.element
  const classes = className.split(' ')
  const selectors = [
    id === 'a' && '#a',
    classes.includes('a') && '.a',
    classes.includes('a') && step.href === null && 'b.a',
    classes.includes('a') && 'main .a',
  ]
  return [
    { triggerType: 'PAGE_VIEW', page },
    { triggerType: 'CUSTOM', page, name: step.name, properties: step.properties },
    {
      triggerType: 'CLICK',
      page,
      element: {
        tag: step.href === null ? 'b' : 'a',
        id,
        text: text.normalize('NFC'),
        ...(step.href !== null && { href: new URL(step.href, url).href }),
        attributes: { id, ...(data !== null && { 'data-a': data }) },
        selectors: selectors.filter((selector) => selector !== false),
      },
    },
  ]
}

async function decideTheSame(
  visitor: Visitor,
  definitions: readonly BrowserDefinition[],
  steps: readonly Step[],
): Promise<number> {
  const { site } = visitor
  visitor.define(...definitions)
  site.page = { body: '<main></main>' }
  const before = site.intake.stored.length
  await visitor.page.open('about:blank')
  await visitor.page.open(`${site.url}/`)
  await visitor.flushed('the page has started', () => site.intake.stored.length > before)
  const calls = steps.map(
    (step, number) => `(${DO_STEP})(${JSON.stringify(step)}, ${JSON.stringify(routeOf(step, number))})`,
  )
  await visitor.run(calls.join(';'))
  await visitor.fence()
  const decided = site.intake.stored
    .slice(before)
    .filter(({ eventId }) => eventId >= 10 && eventId < 900)
    .flatMap(({ eventId, page }) => {
      const number = /\/n(\d+)(?:$|[?#])/.exec(page.url)?.[1]
      return number === undefined ? [] : [`step ${number}: event ${eventId}`]
    })
  const expected = steps.flatMap((_, number) =>
    happeningsOf(steps, number, site.url).flatMap((happening) =>
      definitions
        .filter((definition) => match(definition, happening).matched)
        .map(({ id }) => `step ${number}: event ${id}`),
    ),
  )
  expect(decided.sort()).toEqual(expected.sort())
  return expected.length
}

export const random: readonly BrowserCase[] = [
  {
    name: 'random definitions, and random routes, calls and presses: snippet and server decide the same',
    run: async (visitor) => {
      const arbitrary = [
        fc.array(arbitraryDefinition, { minLength: 10, maxLength: MAX_DEFINITIONS }),
        fc.array(arbitraryStep, { minLength: 4, maxLength: MAX_STEPS }),
      ] as const
      let id = 10
      let matches = 0
      await fc.assert(
        fc.asyncProperty(...arbitrary, async (undecided, steps) => {
          const definitions = undecided.map((one) => {
            id = id >= 890 ? 10 : id + 1
            return { ...one, id, name: `random ${id}`, revision: 1 }
          })
          matches += await decideTheSame(visitor, definitions, steps)
        }),
        { numRuns: RUNS, endOnFailure: true },
      )
      expect(matches).toBeGreaterThan(RUNS)
    },
  },
]

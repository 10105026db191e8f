import { Command, InvalidArgumentError } from 'commander'
import { id, integer } from '../shared/options.ts'
import type { ExplainEventOptions } from './events-options.ts'

const EXAMPLES = `
Examples:
  axon events explain --event 7 --url https://shop.example/products/12
  axon events explain --event 8 --url https://shop.example/products/12 --click 'main button.buy[data-sku="12"]' --text '구매하기'
  axon events explain --event 9 --url https://shop.example/ --scroll 75
  axon events explain --event 10 --url https://shop.example/ --name coupon --property amount=5000 --property type=welcome
  axon events explain --event 7 --url https://shop.example/products/12 --user 42 --attribute grade=gold

An element is described by a selector: its name, #id, .classes and [attributes="of it"], within those around it.
Exit codes: 0 either way; 1 there is no such event; 2 it is none that browsers look for, or an option can't be read.`

export function explainEventCommand(): Command {
  return new Command('explain')
    .description('tell whether something on a page would be an event, and which test failed, on which value')
    .requiredOption('--event <id>', 'the event', id)
    .requiredOption('--url <url>', 'the address of the page')
    .option('--title <text>', 'the title of the page')
    .option('--referrer <url>', 'where the page was come from')
    .option('--click <css>', 'the element that was clicked, submitted or seen')
    .option('--text <text>', 'the text of the element')
    .option('--scroll <percent>', 'how much of the page was seen', integer(0, 100))
    .option('--name <name>', 'what was tracked')
    .option('--property <name=value>', 'with which property; again for each further one', assignment)
    .option('--user <id>', 'tell too whether this user is in the audience', id)
    .option('--attribute <name=value>', "a claim of the user's token; again for each further one", assignment)
    .option('--json', 'print it as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ExplainEventOptions) => {
      const { explainEvent } = await import('./explain.ts')
      process.exitCode = await explainEvent(options)
    })
}

/** `name=value`; a value that is JSON is that, any other is text. Dots go into objects. */
function assignment(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('It must be name=value.')
  const names = text.slice(0, at).split('.')
  return withValue(before, names, valueIn(text.slice(at + 1)))
}

function withValue(
  object: Readonly<Record<string, unknown>>,
  [name = '', ...inner]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const own = Object.hasOwn(object, name) ? object[name] : undefined
  const isObject = typeof own === 'object' && own !== null && !Array.isArray(own)
  const within = isObject ? (own as Record<string, unknown>) : {}
  return Object.fromEntries([
    ...Object.entries(object),
    [name, inner.length === 0 ? value : withValue(within, inner, value)],
  ])
}

function valueIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

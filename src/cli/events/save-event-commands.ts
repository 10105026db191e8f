import { Command, InvalidArgumentError, Option } from 'commander'
import { FIRES, ROUTINGS } from '../../conditions/browser-definition.ts'
import { BROWSER_TRIGGERS } from '../../conditions/browser-triggers.ts'
import { EVENT_SINKS, EVENT_STATUSES } from '../../domain/event-definition.ts'
import { shortName } from '../shared/identity/short-name.ts'
import { id, integer } from '../shared/options.ts'
import type { CreateEventOptions, UpdateEventOptions } from './events-options.ts'

const CREATE_EXAMPLES = `
Examples:
  axon events create --name 'Product page' --trigger PAGE_VIEW --path '/products/*'
  axon events create --name 'Buy button' --trigger CLICK --path '/products/*' --selector 'button.buy' --sink DATABASE
  axon events create --file definition.json --status ACTIVE
  axon events create --name 'Loyal' --trigger CUSTOM --when '{"field": "name", "op": "equals", "value": "coupon"}'

An event is INACTIVE until it is activated, unless it says otherwise: preview it first, with \`axon events explain\`.
A file holds one event as a seed file does; what options say takes the place of what it says.`

const UPDATE_EXAMPLES = `
Examples:
  axon events update 7 --path '/products/**'
  axon events update 7 --starts 2026-12-01T00:00:00+09:00 --ends none --audience none
  axon events update 7 --file definition.json --revision 3    only if nobody saved it since revision 3

What is not named stays as it is. Each change is a revision: \`axon events show\` lists them.`

export function createEventCommand(): Command {
  return withFlags(new Command('create'))
    .description('make an event and show its id')
    .option('--json', 'print the event as one JSON object')
    .addHelpText('after', CREATE_EXAMPLES)
    .action(async (options: CreateEventOptions) => {
      const { createEvent } = await import('./create.ts')
      process.exitCode = await createEvent(options)
    })
}

export function updateEventCommand(): Command {
  return withFlags(new Command('update').argument('<id>', 'as in the list', id))
    .description('write some fields of an event anew')
    .option('--revision <n>', 'only if this is the newest one', integer(1, 2 ** 31 - 1))
    .option('--json', 'print the event as one JSON object')
    .addHelpText('after', UPDATE_EXAMPLES)
    .action(async (eventId: number, options: UpdateEventOptions) => {
      const { updateEvent } = await import('./update.ts')
      process.exitCode = await updateEvent(eventId, options)
    })
}

function withFlags(command: Command): Command {
  return command
    .option('--file <path>', 'its fields as JSON; - is standard input')
    .option('--name <name>', 'for people', shortName)
    .option('--description <text>', 'for people')
    .option(
      '--trigger <type>',
      `${BROWSER_TRIGGERS.join(', ')}; or of the business: PURCHASE, LOGIN_SUCCESS, SIGNUP`,
    )
    .addOption(new Option('--status <status>', 'whether it is looked for').choices(EVENT_STATUSES))
    .addOption(
      new Option('--sink <sink>', 'LOG: the behaviour log only; DATABASE: recorded there too').choices(
        EVENT_SINKS,
      ),
    )
    .option('--site <id>', 'the site whose pages look for it, or all', siteOrAll)
    .option('--starts <instant>', 'from when browsers look for it (2026-12-01T00:00:00+09:00), or none')
    .option('--ends <instant>', 'until when, or none')
    .addOption(
      new Option('--path <glob>', 'on pages with this path: * within a segment, ** across').conflicts('when'),
    )
    .addOption(new Option('--selector <css>', 'on elements that this selects').conflicts('when'))
    .option('--when <json>', 'the whole condition, or none: always', jsonOrNone)
    .addOption(new Option('--routing <routing>', 'where the page has its route').choices(ROUTINGS))
    .addOption(new Option('--fire <how>', 'how often').choices(FIRES))
    .option(
      '--sample-rate <share>',
      'the share of visitors of whom it is recorded, 0 to 1, or none: all',
      share,
    )
    .option('--audience <json>', 'the users that it is for, as a condition, or none: for all', jsonOrNone)
    .option('--activity <id>', 'only while this campaign activity is open, or none: always', idOrNone)
}

const siteOrAll = (text: string): number | 'all' => (text === 'all' ? text : id(text))

const idOrNone = (text: string): number | 'none' => (text === 'none' ? text : id(text))

function jsonOrNone(text: string): unknown {
  if (text === 'none') return text
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InvalidArgumentError(`It is not JSON: ${(error as Error).message}.`)
  }
}

function share(text: string): number | 'none' {
  if (text === 'none') return text
  const value = /^(0|1|0?\.\d+|1\.0+|0\.0+)$/.test(text) ? Number(text) : Number.NaN
  if (value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('It must be a number from 0 to 1.')
}

import { Command, Option } from 'commander'
import { EVENT_STATUSES } from '../../domain/event-definition.ts'
import { id, integer, withDatabase } from '../shared/options.ts'
import type { ChangeEventOptions, EventsOptions, ListEventsOptions } from './events-options.ts'
import { explainEventCommand } from './explain-event-command.ts'
import { createEventCommand, updateEventCommand } from './save-event-commands.ts'

const EXAMPLES = `
Examples:
  axon events list --status ACTIVE
  axon events create --name 'Product page' --trigger PAGE_VIEW --path '/products/*'
  axon events explain --event 7 --url https://shop.example/products/12
  axon events activate 7
  axon events update 7 --name 'Product pages'               another name
  axon events update 7 --ends 2026-12-31T23:59:59+09:00
  axon events show 7                                        all that is known of it, and who changed it when
  axon events deactivate 7                                  an event is never deleted: what it recorded stays its own

docs/events.md tells marketers how to define, preview and understand events.`

export function eventsCommand(): Command {
  const group = new Command('events').addHelpText('after', EXAMPLES)
  const commands = [
    ...[listCommand(), showCommand(), createEventCommand(), updateEventCommand()],
    ...[statusCommand('activate'), statusCommand('deactivate'), explainEventCommand()],
  ]
  for (const command of commands) group.addCommand(withDatabase(command))
  return group
}

function listCommand(): Command {
  return new Command('list')
    .description('list events, by id')
    .addOption(new Option('--status <status>', 'only those').choices(EVENT_STATUSES))
    .option('--trigger <type>', 'only those of a trigger type')
    .option('--site <id>', "only one site's own", id)
    .option('--search <text>', 'only those with this in their name')
    .option('--json', 'print them as one JSON object')
    .addHelpText('after', "\nExamples:\n  axon events list --status ACTIVE --search 'Product'")
    .action(async (options: ListEventsOptions) => {
      const { listEvents } = await import('./list.ts')
      process.exitCode = await listEvents(options)
    })
}

function showCommand(): Command {
  return new Command('show')
    .description('show one event and its revisions')
    .argument('<id>', 'as in the list', id)
    .option('--json', 'print it as one JSON object')
    .addHelpText('after', '\nExamples:\n  axon events show 7')
    .action(async (eventId: number, options: EventsOptions) => {
      const { showEvent } = await import('./show.ts')
      process.exitCode = await showEvent(eventId, options)
    })
}

function statusCommand(verb: 'activate' | 'deactivate'): Command {
  const does =
    verb === 'activate'
      ? 'it is recorded, and open pages look for theirs within ten seconds'
      : 'it is not recorded any more; its revisions stay, and it can be activated again'
  return new Command(verb)
    .description(`${verb} an event: ${does}`)
    .argument('<id>', 'as in the list', id)
    .option('--revision <n>', 'only if this is the newest one', integer(1, 2 ** 31 - 1))
    .option('--json', 'print the event as one JSON object')
    .addHelpText('after', `\nExamples:\n  axon events ${verb} 7`)
    .action(async (eventId: number, options: ChangeEventOptions) => {
      const { setStatus } = await import('./set-status.ts')
      process.exitCode = await setStatus(eventId, verb === 'activate' ? 'ACTIVE' : 'INACTIVE', options)
    })
}

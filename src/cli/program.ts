import { Command } from 'commander'
import { errorText } from '../domain/shown-text.ts'
import { packageVersion } from '../package-version.ts'
import { consumeCommand } from './consume/consume-command.ts'
import { dashboardCommand } from './dashboard/dashboard-command.ts'
import { deadLettersCommand } from './dead-letters/dead-letters-command.ts'
import { eventsCommand } from './events/events-command.ts'
import { explainCommand } from './explain/explain-command.ts'
import { forwardCommand } from './forward/forward-command.ts'
import { keysCommand } from './keys/keys-command.ts'
import { logCommand } from './log/log-command.ts'
import { logsCommand } from './logs/logs-command.ts'
import { produceCommand } from './produce/produce-command.ts'
import { replayCommand } from './replay/replay-command.ts'
import { seedCommand } from './seed/seed-command.ts'
import { serveCommand } from './serve/serve-command.ts'
import { sitesCommand } from './sites/sites-command.ts'
import { statusCommand } from './status/status-command.ts'
import { tokenCommand } from './token/token-command.ts'
import { verifyCommand } from './verify/verify-command.ts'

const EXAMPLES = `
Examples:
  axon seed                                  load the bundled sample shop into sqlite:axon.db
  axon replay fixtures/flash-sale.jsonl      run a flash sale from a file
  axon status                                what is left, who got in, what was refused
  axon explain --activity 1 --user 1042      why this user got in, or did not
  axon verify                                check that every promise was kept

In a clone of the repository it is called as npx axon …

The database: --database URL, else DATABASE_URL, else sqlite:axon.db.
Exit codes: 0 done, 1 failed, 2 wrong usage, 130/143 stopped by a signal after finishing the batch.`

/** The whole command line. Commands load what they need only when they run: `--help` stays fast. */
export function createProgram(): Command {
  const program = new Command('axon')
    .description('Exactly-once engine for first-come-first-served (선착순) campaigns.')
    .version(packageVersion())
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
  const commands = [
    seedCommand(),
    replayCommand(),
    serveCommand(),
    consumeCommand(),
    produceCommand(),
    forwardCommand(),
    dashboardCommand(),
    statusCommand(),
    explainCommand(),
    deadLettersCommand(),
    verifyCommand(),
    eventsCommand(),
    logsCommand(),
    keysCommand(),
    sitesCommand(),
    logCommand(),
    tokenCommand(),
  ]
  for (const command of commands) program.addCommand(command)
  throwInsteadOfExiting(program)
  return program
}

/** So that wrong usage ends with exit code 2, everywhere. */
function throwInsteadOfExiting(command: Command, path = command.name()): void {
  command
    .exitOverride()
    .showHelpAfterError(`(${path} --help shows how it is used)`)
    .configureOutput({ outputError: (text, write) => write(usageError(text)) })
  for (const child of command.commands) throwInsteadOfExiting(child, `${path} ${child.name()}`)
}

/** A user's password where addresses have it, also where they may not: it is on the way into somebody's log. */
const PASSWORD = /((?:\w+:\/\/)?[^\s:/'"@]*):[^\s'"]+@/g

/** Like every other error, and its suggestion on the same line. No password is echoed. */
const usageError = (text: string): string =>
  errorText(text, Number.POSITIVE_INFINITY)
    .replace(PASSWORD, '$1:***@')
    .replace(/^error: /, 'axon: ')
    .replace(/\n\((Did you mean .*)\)/, ' ($1)')

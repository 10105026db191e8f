import { Command, Help } from 'commander'
import { errorText } from '../domain/shown-text.ts'
import { packageVersion } from '../package-version.ts'
import { commands } from './commands.ts'

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

/**
 * The command line. Of commands that are not among `words` there is only what the help of all says: loading them takes as long as
 * all else at the start. And commands load what they need only when they run.
 */
export async function createProgram(words = commands.map(({ name }) => name)): Promise<Command> {
  const program = new Command('axon')
    .description('Exactly-once engine for first-come-first-served (선착순) campaigns.')
    .version(packageVersion())
    .configureHelp({ subcommandTerm })
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
  const loading = commands.map((entry) =>
    words.includes(entry.name) ? entry.load() : new Command(entry.name),
  )
  for (const [index, command] of (await Promise.all(loading)).entries())
    program.addCommand(command.description(commands[index]!.does))
  throwInsteadOfExiting(program)
  return program
}

/** A command as the help of all shows it, whether it is loaded or not. */
function subcommandTerm(command: Command): string {
  const entry = commands.find(({ name }) => name === command.name())
  return entry ? `${entry.name} ${entry.takes}`.trimEnd() : Help.prototype.subcommandTerm(command)
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

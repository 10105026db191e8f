import { Command } from 'commander'
import { type DatabaseOptions, withDatabase } from '../shared/options.ts'

const EXAMPLES = `
Examples:
  axon dashboard                             what happens in sqlite:axon.db
  axon dashboard --database postgres://axon@localhost/shop

It only looks: it creates nothing, and takes no lock that a writer would wait for. While the database is not there yet, it waits.
? shows the keys. \`axon replay\` and \`axon consume\` show the dashboard by themselves on a terminal.`

export function dashboardCommand(): Command {
  const command = new Command('dashboard')
    .addHelpText('after', EXAMPLES)
    .action(async (options: DatabaseOptions) => {
      const { dashboard } = await import('./dashboard.ts')
      process.exitCode = await dashboard(options)
    })
  return withDatabase(command)
}

import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { packageRoot } from '../src/package-root.ts'
import { DockerCompose } from './docker-compose.ts'
import { down } from './down.ts'
import { LocalProcesses } from './local-processes.ts'
import { SERVICES, type ServiceHost, type ServiceName } from './service.ts'
import { ServiceError } from './service-error.ts'
import { status } from './status.ts'
import { up } from './up.ts'
import { withFileLock } from './with-file-lock.ts'

const chosenFolder = process.env.AXON_SERVICES_FOLDER
const folder = resolve(chosenFolder ?? join(packageRoot, '.services'))

/** New services start on the last one: Docker where its engine answers, unless a folder was named for their data. */
function hosts(): ServiceHost[] {
  const local = new LocalProcesses(folder)
  return !chosenFolder && DockerCompose.isThere() ? [local, new DockerCompose()] : [local]
}

/** One at a time: two `up` at once would fight over the same data. */
async function alone(work: () => Promise<number>): Promise<void> {
  mkdirSync(folder, { recursive: true })
  process.exitCode = await withFileLock(join(folder, 'lock'), work)
}

interface Choice {
  readonly only?: ServiceName
}

const names = ({ only }: Choice) => (only ? [only] : SERVICES)
const only = () => new Option('--only <service>', 'just this one').choices(SERVICES)

const program = new Command('services')
  .description('Postgres, Kafka and OpenSearch for development (docs/services.md)')
  .showHelpAfterError('(--help shows the commands and options)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))

program
  .command('up')
  .description('start them, and print the variables to use')
  .addOption(only())
  .action((choice: Choice) => alone(() => up(hosts(), names(choice))))

program
  .command('down')
  .description('stop them; what they stored is kept')
  .option('--volumes', 'remove what they stored, too')
  .action(({ volumes }: { volumes?: boolean }) => alone(() => down(hosts(), volumes ?? false)))

program
  .command('status')
  .description('say what runs where; exit 1 if something is down')
  .addOption(only())
  .action(async (choice: Choice) => {
    process.exitCode = await status(hosts(), names(choice))
  })

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof ServiceError)) throw error
  process.stderr.write(`services: ${error.message}\n`)
  process.exitCode = error.exitCode
}

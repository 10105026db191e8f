import { type Command, Option } from 'commander'
import { LOG_FORMATS } from '../../monitoring/log-format.ts'
import { integer } from './options.ts'

const MAX_PORT = 65_535

/** Adds the options of a command that runs for ever: how it logs, and where it serves its metrics. */
export const withMonitoring = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--log-format <format>',
        'the log on stderr (default: pretty on a terminal, else json)',
      ).choices(LOG_FORMATS),
    )
    .option(
      '--metrics-port <n>',
      'serve /metrics, /healthz and /readyz on this port; 0: any free one',
      integer(0, MAX_PORT),
    )
    .option('--metrics-host <host>', 'address to serve them on; 0.0.0.0: all', '127.0.0.1')

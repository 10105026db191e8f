import { pino } from 'pino'
import type { LogFormat } from './log-format.ts'
import { defaultLogFormat, type LogTarget, logStream } from './log-stream.ts'

/** The log of a command that runs for ever; a line is written when it is logged. Default format: pretty on a terminal, else json. */
export function createLog(format: LogFormat | undefined, target: LogTarget): pino.Logger {
  return pino(
    {
      base: { name: 'axon' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    logStream(format ?? defaultLogFormat(target), target),
  )
}

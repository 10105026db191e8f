import { prettyFactory } from 'pino-pretty'
import { escapedJson } from '../domain/shown-text.ts'
import type { LogFormat } from './log-format.ts'

/** What a log is written to: `process.stderr`, which writes at once on files, pipes and terminals alike. */
export interface LogTarget {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** For people on a terminal, for programs elsewhere. */
export const defaultLogFormat = (target: LogTarget): LogFormat => (target.isTTY ? 'pretty' : 'json')

/**
 * Where pino writes to. Pretty lines are made in this process, line by line: a worker thread's would be lost when the process
 * ends. Colours only on a terminal, and not with NO_COLOR. The message says it all, so pretty lines leave the fields out.
 */
export function logStream(format: LogFormat, target: LogTarget): { write(line: string): void } {
  if (format === 'json') return { write: (line) => void target.write(escapedJson(line)) }
  const colorize = target.isTTY === true && !process.env.NO_COLOR
  const pretty = prettyFactory({
    colorize,
    hideObject: true,
    ignore: 'name',
    translateTime: 'SYS:HH:MM:ss',
  })
  return { write: (line) => void target.write(pretty(line)) }
}

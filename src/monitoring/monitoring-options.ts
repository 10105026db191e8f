import type { LogFormat } from './log-format.ts'

/** How a command that runs for ever logs, and where it serves its metrics. */
export interface MonitoringOptions {
  readonly logFormat?: LogFormat
  readonly metricsPort?: number
  readonly metricsHost: string
}

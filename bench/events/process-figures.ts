/** What a service has used so far, by its own metrics. */
export interface ProcessFigures {
  readonly cpuSeconds: number
  readonly residentMiB: number
}

export async function processFigures(metricsUrl: string): Promise<ProcessFigures> {
  const text = await (await fetch(`${metricsUrl}/metrics`)).text()
  const figure = (name: string): number => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1])
  return {
    cpuSeconds: figure('process_cpu_seconds_total'),
    residentMiB: figure('process_resident_memory_bytes') / 1024 ** 2,
  }
}

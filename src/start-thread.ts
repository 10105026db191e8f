import { extname } from 'node:path'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * Starts the module `name` beside `here` (an `import.meta.url`) as a thread. Built it is JavaScript; while developing the loader of the sources
 * has to be set up in the thread as well.
 */
export function startThread(name: string, here: string, options: WorkerOptions): Worker {
  const url = new URL(`./${name}${extname(here)}`, here)
  if (!url.pathname.endsWith('.ts')) return new Worker(url, options)
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const boot = `import(${loader}).then(({ register }) => { register(); return import(${JSON.stringify(url.href)}) })`
  return new Worker(boot, { ...options, eval: true })
}

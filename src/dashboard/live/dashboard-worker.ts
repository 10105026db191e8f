import { ReadStream } from 'node:tty'
import { parentPort, workerData } from 'node:worker_threads'
import { FrameLoop } from './frame-loop.tsx'
import { ScreenLock } from './screen-lock.ts'
import { ScreenStream } from './screen-stream.ts'
import type { FromWorker, ToWorker, WorkerStart } from './worker-messages.ts'

/**
 * The drawing thread. What a frame costs (tens of milliseconds on a large screen) is not taken from the pipeline, and an error
 * in here ends the picture, not the run.
 */
const { watched, size, colours, screen, keys, lock } = workerData as WorkerStart
const port = parentPort!
const tell = (message: FromWorker): void => port.postMessage(message)
const stream = new ScreenStream(screen, size, new ScreenLock(lock))
const loop = new FrameLoop({ watched, size, colours, stream, tell })

port.on('message', (message: ToWorker) => {
  if (message.type === 'draw') loop.start(keys === null ? null : new ReadStream(keys))
  else if (message.type === 'events') loop.dispatch(message.events)
  else {
    loop.end()
    port.close()
  }
})
tell({ type: 'ready' })

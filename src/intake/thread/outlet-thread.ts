import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../stores/open-database.ts'
import { DatabaseOutlet } from '../database-outlet.ts'
import { unpackMessages } from './packed-messages.ts'
import { portableError } from './portable-error.ts'
import { Telling } from './telling.ts'
import type { FromThread, OutletStart, ToThread } from './thread-messages.ts'
import { toldEvent } from './told-event.ts'

const port = parentPort!
const { databaseUrl, isWatched = false, ...options } = workerData as OutletStart
const tell = (message: FromThread): void => port.postMessage(message)

/** How often an outage that begins or ends without a batch is told, ms. */
const LOOK_EVERY_MS = 50

async function run(): Promise<void> {
  const telling = new Telling(tell)
  const database = await openDatabase(databaseUrl, { isPrompt: true })
  const outlet = await DatabaseOutlet.open(database, {
    ...options,
    listener: (event) => telling.event(toldEvent(event, isWatched)),
  })
  const looking = setInterval(() => telling.outage(outlet.outage), LOOK_EVERY_MS)
  /** Ends the turn in hand: there is one at a time. */
  let endTurn = (): void => {}
  const takeTurn = (turn: number): void => {
    const work = () =>
      new Promise<void>((resolve) => {
        endTurn = resolve
        tell({ type: 'your-turn', turn })
      })
    outlet.takeTurn(work).catch(() => tell({ type: 'no-turn', turn }))
  }
  port.on('message', (message: ToThread) => {
    if (message.type === 'offer')
      for (const [id, offered] of unpackMessages(message.packed))
        void outlet.offer(offered).then((answer) => telling.answer(id, answer))
    else if (message.type === 'take-turn') takeTurn(message.turn)
    else if (message.type === 'turn-over') endTurn()
    else void outlet.close(message.withinMs)
  })
  tell({ type: 'ready' })
  try {
    await outlet.running
  } finally {
    clearInterval(looking)
    // Those who wait are answered when it ends, in turns of their own.
    await new Promise(setImmediate)
    telling.now()
    await database.close().catch(() => {})
  }
}

run()
  .then(
    () => tell({ type: 'ended', error: null }),
    (error: unknown) => tell({ type: 'ended', error: portableError(error) }),
  )
  .finally(() => port.close())

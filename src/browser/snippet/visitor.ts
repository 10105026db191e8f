import { now } from './pristine.ts'
import { site } from './settings.ts'
import { store, stored } from './storage.ts'
import { uuid } from './uuid.ts'

/** Without anything happening for so long, a session has ended. */
const SESSION_MS = 30 * 60_000

const KEY = `axon${site}`

/**
 * Who is in front of this browser, as far as nobody has logged in: anonymous id, session, and the events that happened in it before
 * and count once. `events`: more of them.
 */
export const visitor = (...events: unknown[]): string[] => {
  let [anonymousId, seenAt, ...session] = stored(KEY).split(' ')
  if (!(now() - +seenAt! < SESSION_MS)) session = [uuid()]
  anonymousId ||= uuid()
  store(KEY, [anonymousId, now(), ...session, ...events].join(' '))
  return [anonymousId, ...session]
}

/** The next visitor is another one. */
export const forgetVisitor = (): void => store(KEY, '')

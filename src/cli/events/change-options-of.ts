import type { ChangeOptions } from '../../operations/events/change-options.ts'
import { authorOfCommand } from '../shared/identity/author-of-command.ts'
import type { ChangeEventOptions } from './events-options.ts'

/** Who changes an event by a command, and from which revision: that of `--revision`, else whichever. */
export const changeOptionsOf = ({ revision }: ChangeEventOptions): ChangeOptions => ({
  author: authorOfCommand(),
  ...(revision !== undefined && { isExpected: (stored: number) => stored === revision }),
})

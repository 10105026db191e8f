import { CommandError } from '../shared/command-error.ts'

export const unknownEvent = (id: number): CommandError =>
  new CommandError(`there is no event ${id}: \`axon events list\` shows all`)

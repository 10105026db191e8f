import { CommandError } from '../shared/command-error.ts'

export const unknownSite = (id: number): CommandError =>
  new CommandError(`there is no site ${id}: \`axon sites list\` shows all`, 2)

export const nameTaken = (name: string): CommandError =>
  new CommandError(
    `there is a site named ${name} already: take another name, or change that one with \`axon sites update\``,
    2,
  )

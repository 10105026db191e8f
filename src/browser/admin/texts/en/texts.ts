import { access } from './access.ts'
import { activities } from './activities.ts'
import { builder } from './builder.ts'
import { campaigns } from './campaigns.ts'
import { changes } from './changes.ts'
import { common } from './common.ts'
import { conflict } from './conflict.ts'
import { deadLetters } from './dead-letters.ts'
import { events } from './events.ts'
import { fields } from './fields.ts'
import { outcomes } from './outcomes.ts'
import { preview } from './preview.ts'
import { problems } from './problems.ts'
import { products } from './products.ts'
import { requests } from './requests.ts'
import { sale } from './sale.ts'
import { shell } from './shell.ts'
import { signIn } from './sign-in.ts'
import { words } from './words.ts'

/** English. */
export const texts = {
  common,
  shell,
  problems,
  signIn,
  events,
  builder,
  words,
  preview,
  conflict,
  fields,
  sale,
  activities,
  products,
  campaigns,
  requests,
  deadLetters,
  changes,
  access,
  outcomes,
}
